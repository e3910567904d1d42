"""The notes on a text, each with its answers."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload

from cms.extensions import db
from cms.models import Note, Post, PreviewLink, User
from cms.tools.passages import Passage

MOST_SHOWN = 200  # the newest
MOST_ANSWERS = 1_000  # beneath those


@dataclass(frozen=True)
class Thread:
    note: Note
    answers: list[Note]

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
