"""Before an account is deleted, what stays of it is parted from it, a batch at a time."""

from typing import Any

from sqlalchemy import select, update

from cms.extensions import db
from cms.models import Comment, Event, Revision, User


def let_go(user: User, most: int) -> int:
    """Part at most so many comments, revisions and events from the person; how many. What they hold stays."""
    done = _empty_comments(user, most)
    for part in (_part_revisions, _part_events):
        done += part(user, most - done) if done < most else 0
    return done


def pass_on(user: User, target: User, most: int) -> int:
    """Make at most so many comments and revisions the target's, where both are one person; how many."""
    done = 0
    for noun in (Comment, Revision):
        ids = _ids(select(noun.id).where(noun.author_id == user.id).limit(most - done))
        db.session.execute(update(noun).where(noun.id.in_(ids)).values(author_id=target.id))
        done += len(ids)
    return done


def _empty_comments(user: User, most: int) -> int:
    ids = _ids(select(Comment.id).where(Comment.author_id == user.id).limit(most))
    nameless: dict[str, Any] = {"author_id": None, "author_name": "", "author_email": "", "author_url": ""}
    nameless["wants_answers"] = False
    db.session.execute(update(Comment).where(Comment.id.in_(ids)).values(**nameless))
    return len(ids)


def _part_revisions(user: User, most: int) -> int:
    ids = _ids(select(Revision.id).where(Revision.author_id == user.id).limit(most))
    db.session.execute(update(Revision).where(Revision.id.in_(ids)).values(author_id=None))
    return len(ids)


def _part_events(user: User, most: int) -> int:
    ids = _ids(select(Event.id).where(Event.actor_id == user.id).limit(most))
    db.session.execute(update(Event).where(Event.id.in_(ids)).values(actor_id=None))
    return len(ids)


def _ids(query: Any) -> list[int]:
    return list(db.session.scalars(query))
