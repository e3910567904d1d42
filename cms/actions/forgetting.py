"""What leaves the log: old events whole batches at a time, and the names of people who are deleted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from cms.actions.recording import record
from cms.engines.sealing.digests import commitment, key
from cms.engines.sealing.sealing import remove_oldest
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Event, Invitation, User
from cms.rules.permissions import SYSTEM

BATCH = 500
ABOUT_THE_PERSON = ("record_label", "reason", "before", "after")


def forget_events(moment: datetime) -> int:
    """Remove the events under the oldest seal, if they are as old as the settings say; how many seals."""
    days = setting("event_days")
    seal = remove_oldest(moment - timedelta(days=days), moment) if days else None
    if seal is None:
        return 0
    record("seal.remove", seal, by=SYSTEM, after={"events": seal.count})
    return 1


def erase_names_of(user: User) -> int:
    """Take the person's name and data out of the log before the account is deleted; how many events.

    That something was done, when, and by an account of this number stays, and the seals still hold.
    """
    count = 0
    while done := erase_some_names_of(user, BATCH):
        count += done
    return count


def erase_some_names_of(user: User, most: int) -> int:
    """The same for at most so many events; 0 once none is left."""
    done = _some(Event.actor_id == user.id, most)
    for event in done:
        _blank(event, ("actor_label",))
        event.actor_id = None  # as the deletion would do; so none is looked at twice
    # What was done to a person bears their name as long as it was not taken out.
    invited = select(Invitation.id).where(Invitation.user_id == user.id)
    theirs = or_(
        and_(Event.noun == User.__tablename__, Event.record_id == user.id),
        and_(Event.noun == Invitation.__tablename__, Event.record_id.in_(invited)),
    )
    suffered = and_(theirs, Event.record_label != "")
    about = _some(suffered, most - len(done)) if len(done) < most else []
    for event in about:
        _blank(event, ABOUT_THE_PERSON)
    db.session.flush()
    return len(done) + len(about)


def _some(where: ColumnElement[bool], most: int) -> Sequence[Event]:
    return db.session.scalars(select(Event).where(where).order_by(Event.id).limit(most)).all()


def _blank(event: Event, names: Sequence[str]) -> None:
    secret = key()
    known = {name: event.erased.get(name) or commitment(event, name, secret) for name in names}
    event.erased = {**event.erased, **known}
    for name in names:
        setattr(event, name, {} if name in ("before", "after") else "")
