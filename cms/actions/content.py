"""Content: everything about a post that an editor types, checked before it is kept."""

from dataclasses import dataclass, field, replace

from flask_babel import lazy_gettext as _l

from cms.actions.errors import Invalid, Sentence
from cms.models import CommentPolicy, Revision, folded
from cms.tools.html import depth_of, has_controls
from cms.tools.slugs import LONGEST, slug_of

LONGEST_TITLE = 300
LONGEST_SUMMARY = 1000
LONGEST_BODY = 1_000_000
# What lies deeper than this no text needs, and a parser takes quadratic time for it.
DEEPEST_MARKUP = 500
LONGEST_TAG = 100
MOST_TAGS = 100


@dataclass(frozen=True)
class Content:
    """What a post's form holds. An empty slug means: keep the present one, or make one from the title."""

    title: str
    slug: str = ""
    summary: str = ""
    body: str = ""
    tags: tuple[str, ...] = field(default=())
    pinned: bool = False
    comment_policy: CommentPolicy = CommentPolicy.OPEN


def content_of(revision: Revision) -> Content:
    """What a revision holds, in the form's shape."""
    return Content(
        title=revision.title,
        slug=revision.slug,
        summary=revision.summary,
        body=revision.body,
        tags=tuple(revision.tags),
        pinned=revision.pinned,
        comment_policy=revision.comment_policy,
    )


def checked(content: Content) -> Content:
    """The same, trimmed; raises Invalid with a sentence for every field that can't be kept."""
    tidy = replace(
        content,
        title=" ".join(content.title.split()),
        slug=content.slug.strip(),
        summary=content.summary.strip(),
        tags=_distinct(content.tags),
    )
    errors = dict(_faults(tidy))
    if errors:
        raise Invalid(errors)
    return replace(tidy, slug=slug_of(tidy.slug, "") if tidy.slug else "")


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    tidy = (" ".join(name.split()) for name in names)
    return tuple({folded(name): name for name in tidy if name}.values())


def _faults(content: Content) -> list[tuple[str, Sentence]]:
    limits = (
        ("title", content.title, LONGEST_TITLE),
        ("slug", content.slug, LONGEST),
        ("summary", content.summary, LONGEST_SUMMARY),
        ("body", content.body, LONGEST_BODY),
        ("tags", max(content.tags, key=len, default=""), LONGEST_TAG),
    )
    faults: list[tuple[str, Sentence]] = [
        (name, _l("Shorten this to %(most)s characters; it has %(count)s.", most=most, count=len(text)))
        for name, text, most in limits
        if len(text) > most
    ]
    faults += [
        (name, _l("This holds characters that can't be stored. Remove them and save again."))
        for name, text, _most in limits
        if has_controls(text)
    ]
    if depth_of(content.body) > DEEPEST_MARKUP:
        faults.append(("body", _l("The markup is nested too deeply. Remove elements that enclose others.")))
    if not content.title:
        faults.append(("title", _l("Give it a title.")))
    if content.slug and not slug_of(content.slug, ""):
        faults.append(("slug", _l("Use letters, digits and hyphens, or leave it empty.")))
    if len(content.tags) > MOST_TAGS:
        faults.append(("tags", _l("Use at most %(most)s tags.", most=MOST_TAGS)))
    if any(has_controls(name) for name in content.tags):
        faults.append(("tags", _l("This holds characters that can't be stored. Remove them and save again.")))
    return faults
