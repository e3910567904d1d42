"""Notes on a text before it is published: by colleagues, and by guests who hold a preview link."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from cms.actions.checks import lock, require
from cms.actions.errors import Invalid, NotPossible, Sentence
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Note, PreviewLink, Revision, now
from cms.rules.workflow import permission_for
from cms.tools.html import has_controls, text_of
from cms.tools.passages import surroundings

LONGEST_NAME = 120
LONGEST_QUOTE = 1000
LONGEST_TEXT = 2000
MOST_A_LINK = 100


class Guest:
    """Who came by a preview link, as the log names them."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


def note(revision: Revision, text: str, *, by: Any, quote: str = "") -> Note:
    """A colleague's remark on a passage, or without a quote on the whole. Raises Refused or Invalid."""
    require(by, permission_for("view", revision.post), revision.post)
    return _keep(_remark(revision, text, quote), by, author=by)


def note_as_guest(link: PreviewLink, revision: Revision, text: str, *, name: str, quote: str = "") -> Note:
    """The remark of somebody who holds a link that shows this revision.

    Raises NotPossible when the link no longer opens or holds as many notes as it may; Invalid.
    """
    lock(link)
    if not link.opens_at(now()):
        raise NotPossible(_l("This link no longer works. Ask for a new one."))
    if _count(link) >= MOST_A_LINK:
        raise NotPossible(
            _l(
                "There are %(most)s notes here, as many as a link may hold. Ask for a new link.",
                most=MOST_A_LINK,
            )
        )
    remark = _remark(revision, text, quote)
    remark.guest_name = _checked("name", " ".join(name.split()), LONGEST_NAME, _l("Give your name."))
    remark.link_id = link.id
    return _keep(remark, Guest(remark.guest_name))


def reply(to: Note, text: str, *, by: Any) -> Note:
    """A colleague's answer beneath a note; who sees the note sees the answer. Raises Refused or Invalid."""
    require(by, permission_for("view", to.post), to.post)
    answer = Note(
        post=to.post,
        version=to.version,
        parent_id=to.parent_id or to.id,
        link_id=to.link_id,
        text=_checked_text(text),
    )
    return _keep(answer, by, author=by)


def settle(remark: Note, *, by: Any) -> None:
    """Say that nothing is left to do about a note."""
    _begin(remark, by)
    if remark.settled_at is not None:
        raise NotPossible(_l("This note has been settled already."))
    remark.settled_at = now()
    remark.settled_by_id = getattr(by, "id", None)
    record("note.settle", remark, by=by, after={"post": remark.post_id})


def reopen(remark: Note, *, by: Any) -> None:
    """Take back that a note was settled."""
    _begin(remark, by)
    if remark.settled_at is None:
        raise NotPossible(_l("This note is open already."))
    remark.settled_at = remark.settled_by_id = None
    record("note.reopen", remark, by=by, after={"post": remark.post_id})


def _begin(remark: Note, by: Any) -> None:
    require(by, permission_for("edit", remark.post), remark.post)
    lock(remark)


def _remark(revision: Revision, text: str, quote: str) -> Note:
    passage = " ".join(quote.split())
    if passage:
        passage = _checked("quote", passage, LONGEST_QUOTE, "")
    before, after = surroundings(text_of(revision.body), passage)
    return Note(
        post_id=revision.post_id,
        version=revision.number,
        quote=passage,
        before=before,
        after=after,
        text=_checked_text(text),
    )


def _keep(remark: Note, by: Any, author: Any = None) -> Note:
    remark.author_id = getattr(author, "id", None)
    db.session.add(remark)
    db.session.flush()
    record("note.create", remark, by=by, after={"post": remark.post_id, "revision": remark.version})
    return remark


def _checked_text(text: str) -> str:
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _checked("text", unified, LONGEST_TEXT, _l("Write your note first."))


def _checked(field: str, text: str, most: int, missing: Sentence) -> str:
    text = text.strip()
    if not text:
        raise Invalid({field: missing})
    if len(text) > most:
        raise Invalid({field: _l("Shorten it to %(most)s characters.", most=most)})
    if has_controls(text):
        raise Invalid(
            {field: _l("This holds characters that can't be stored. Remove them and send it again.")}
        )
    return text


def _count(link: PreviewLink) -> int:
    counted = select(func.count()).select_from(Note).where(Note.link_id == link.id, Note.parent_id.is_(None))
    return db.session.scalar(counted) or 0
