"""The notes on a text, each with its answers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, lazyload

from cms.extensions import db
from cms.models import Note, Post, PreviewLink, User
from cms.tools.passages import Passage, stands_in

MOST_SHOWN = 200  # the newest
MOST_ANSWERS = 1_000  # beneath those
MOST_QUOTED = 20  # in a mail


@dataclass(frozen=True)
class Thread:
    note: Note
    answers: list[Note]

    def is_gone_from(self, text: str) -> bool:
        """Whether a plain text holds the passage no more."""
        return not stands_in(text, self.note.quote)

    @property
    def passage(self) -> Passage:
        """Where in the text it belongs."""
        note = self.note
        return Passage(f"passage-{note.id}", note.quote, note.before, note.after)


def notes_on(post: Post, link: PreviewLink | None = None) -> list[Thread]:
    """The notes on any revision of the post, newest first; with a link, those alone that came by it."""
    query = select(Note).where(Note.post_id == post.id, Note.parent_id.is_(None))
    if link is not None:
        query = query.where(Note.link_id == link.id)
    people = (joinedload(Note.author).options(lazyload(User.roles)), joinedload(Note.link))
    newest = query.order_by(Note.created_at.desc(), Note.id.desc()).limit(MOST_SHOWN)
    notes = list(db.session.scalars(newest.options(*people)))
    beneath = select(Note).where(Note.parent_id.in_([note.id for note in notes]))
    beneath = beneath.order_by(Note.created_at, Note.id).limit(MOST_ANSWERS)
    answers = list(db.session.scalars(beneath.options(*people))) if notes else []
    return [Thread(note, [it for it in answers if it.parent_id == note.id]) for note in notes]


def count_open(post: Post) -> int:
    """How many notes on any of its revisions nobody has settled."""
    return db.session.scalar(_open(post).with_only_columns(func.count()).order_by(None)) or 0


def open_notes(post: Post) -> list[Note]:
    """The first of them, as they came, with whose they are."""
    people = joinedload(Note.author).options(lazyload(User.roles))
    return list(db.session.scalars(_open(post).options(people).limit(MOST_QUOTED)))


def _open(post: Post) -> Select[Any]:
    query = select(Note).where(Note.post_id == post.id, Note.parent_id.is_(None), Note.settled_at.is_(None))
    return query.order_by(Note.created_at, Note.id)
