"""A revision rendered with the site's own templates, with the notes on it; kept by nobody."""

from dataclasses import dataclass

from flask import Response, render_template, request, url_for

from cms.actions.annotating import LONGEST_QUOTE
from cms.actions.reviewing import possible
from cms.engines.reading.notes import count_open, notes_on
from cms.engines.reading.proofs import proof_of
from cms.models import Post, PostKind, PreviewLink, Revision
from cms.rules.permissions import can
from cms.rules.workflow import Transition, permission_for
from cms.site.incoming import number_given
from cms.tools.html import text_of
from cms.tools.passages import paragraphs
from cms.web.viewing import acting_person

FRAMES = {PostKind.POST: "site/post.html", PostKind.PAGE: "site/page.html"}


ANSWERS = ("request_changes", "approve")
MOST_LISTED = 300  # paragraphs to choose from


@dataclass(frozen=True)
class Review:
    """`desk` is where the text is written, or told of for who may not edit it."""

    moves: list[Transition]
    open_count: int
    may_settle: bool
    desk: str
    is_newest: bool


@dataclass(frozen=True)
class Typed:
    """What somebody sent as a note, and why it was not kept."""

    text: str = ""
    quote: str = ""
    name: str = ""
    fault: str = ""


def typed(fault: str) -> Typed:
    """The form as it came, so that nothing typed is lost."""
    text, quote, name = (request.form.get(field, "") for field in ("text", "quote", "name"))
    return Typed(text, quote, name, fault)


def passage_given(revision: Revision) -> str:
    """The passage of a note: the words in the form, else the paragraph that was chosen by its number."""
    number = number_given("paragraph", low=0)
    listed = paragraphs(revision.body) if number else []
    chosen = listed[number - 1][:LONGEST_QUOTE] if 0 < number <= len(listed) else ""
    return request.form.get("quote", "").strip() or chosen


def render_proof(
    post: Post, revision: Revision, action: str, link: PreviewLink | None = None, sent: Typed | None = None
) -> str:
    """The page; `action` is where notes are sent. With a link, it shows no more than its holder may see.

    Colleagues can answer there what is asked of them; guests leave notes alone.
    """
    shown = proof_of(post, revision)
    threads = notes_on(post, link)
    words = text_of(revision.body)
    return render_template(
        "site/proof.html",
        frame=FRAMES[post.kind],
        post=shown,
        page=shown,
        path=post.path,
        record=post,
        revision=revision,
        link=link,
        threads=threads,
        gone={thread.note.id for thread in threads if thread.is_gone_from(words)},
        paragraphs=paragraphs(revision.body)[:MOST_LISTED],
        review=None if link else review_of(post, revision),
        passages=[thread.passage for thread in threads if not thread.note.settled_at],
        action=action,
        sent=sent or Typed(),
    )


def review_of(post: Post, revision: Revision) -> Review:
    """What the person who is signed in can do beneath the text."""
    person = acting_person()
    newest = revision.number == post.version
    moves = possible(post, revision, by=person) if newest else []
    may_edit = bool(can(person, permission_for("edit", post), post))
    return Review(
        [move for move in moves if move.name in ANSWERS],
        count_open(post),
        may_edit,
        url_for(f"{post.kind}s.{'edit' if may_edit else 'details'}_view", id=post.id),
        newest,
    )


def keep_private(response: Response) -> Response:
    """Neither caches nor search engines keep a preview, or what is said of a link that opens none."""
    if request.path.startswith("/preview/"):
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
