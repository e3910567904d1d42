"""Content: everything about a post that an editor types, checked before it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.errors import Invalid, Sentence
from cms.models import Autosave, CommentPolicy, Revision, folded
from cms.tools.html import depth_of, has_controls
from cms.tools.pictures import is_shown
from cms.tools.slugs import LONGEST, slug_of

LONGEST_TITLE = 300
LONGEST_SUMMARY = 1000
LONGEST_BODY = 1_000_000
LONGEST_ADDRESS = 1000
LONGEST_CAPTION = 500
LONGEST_META = 500
# What lies deeper than this no text needs, and a parser takes quadratic time for it.
DEEPEST_MARKUP = 500
LONGEST_TAG = 100
MOST_TAGS = 100

UNSTORABLE = _l("This holds characters that can't be stored. Remove them and save again.")


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
    lead_image: str = ""
    lead_image_alt: str = ""
    lead_image_caption: str = ""
    meta_title: str = ""
    meta_description: str = ""


TEXTS = (
    *("title", "slug", "summary", "body"),
    *("lead_image", "lead_image_alt", "lead_image_caption", "meta_title", "meta_description"),
)
NAMES = tuple(it.name for it in fields(Content))
# Stored trimmed; the title and short texts on one line.
_TRIMMED = ("slug", "summary", "lead_image")
_ONE_LINE = ("title", "lead_image_alt", "lead_image_caption", "meta_title", "meta_description")
_LIMITS = {
    "title": LONGEST_TITLE,
    "slug": LONGEST,
    "summary": LONGEST_SUMMARY,
    "body": LONGEST_BODY,
    "lead_image": LONGEST_ADDRESS,
    "lead_image_alt": LONGEST_CAPTION,
    "lead_image_caption": LONGEST_CAPTION,
    "meta_title": LONGEST_TITLE,
    "meta_description": LONGEST_META,
}


def content_of(kept: Revision | Autosave) -> Content:
    """What a revision or an autosave holds, in the form's shape."""
    return Content(**{name: getattr(kept, name) for name in NAMES} | {"tags": tuple(kept.tags)})


def columns_of(content: Content) -> dict[str, Any]:
    """The values for a revision's columns."""
    return vars(content) | {"tags": list(content.tags)}


def checked(content: Content, *, finished: bool = True) -> Content:
    """The same, trimmed; raises Invalid with a sentence for every field that can't be kept.

    What is not finished may still lack its title, or hold half an address.
    """
    texts: dict[str, Any] = {name: getattr(content, name).strip() for name in _TRIMMED}
    texts |= {name: " ".join(getattr(content, name).split()) for name in _ONE_LINE}
    tidy = replace(content, tags=_distinct(content.tags), **texts)
    errors = dict(_unstorable(tidy)) | (dict(_unfinished(tidy)) if finished else {})
    if errors:
        raise Invalid(errors)
    return replace(tidy, slug=slug_of(tidy.slug, "") if tidy.slug else "")


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    tidy = (" ".join(name.split()) for name in names)
    return tuple({folded(name): name for name in tidy if name}.values())


def _unfinished(content: Content) -> Iterator[tuple[str, Sentence]]:
    if not content.title:
        yield "title", _l("Give it a title.")
    if content.slug and not slug_of(content.slug, ""):
        yield "slug", _l("Use letters, digits and hyphens, or leave it empty.")
    if content.lead_image and not is_shown(content.lead_image):
        yield "lead_image", _l("Use an address that begins with https://, or a path on this site.")


def _unstorable(content: Content) -> Iterator[tuple[str, Sentence]]:
    if depth_of(content.body) > DEEPEST_MARKUP:
        yield "body", _l("The markup is nested too deeply. Remove elements that enclose others.")
    if len(content.tags) > MOST_TAGS:
        yield "tags", _l("Use at most %(most)s tags.", most=MOST_TAGS)
    for name, most in _LIMITS.items():
        yield from _unfit(name, getattr(content, name), most)
    for tag in content.tags:
        yield from _unfit("tags", tag, LONGEST_TAG)


def _unfit(name: str, text: str, most: int) -> Iterator[tuple[str, Sentence]]:
    if len(text) > most:
        yield name, _l("Shorten this to %(most)s characters; it has %(count)s.", most=most, count=len(text))
    if has_controls(text):
        yield name, UNSTORABLE
