"""What leaves the log: old events whole batches at a time, and the names of people who are deleted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from cms.actions.recording import record
from cms.engines.sealing.digests import commitment, key
from cms.engines.sealing.sealing import remove_oldest
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Event, User
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
    done = Event.actor_id == user.id
    suffered = and_(Event.noun == User.__tablename__, Event.record_id == user.id)
    return _erase(done, ("actor_label",)) + _erase(suffered, ABOUT_THE_PERSON)


def _erase(where: ColumnElement[bool], names: Sequence[str]) -> int:
    count, last = 0, 0
    rows = select(Event).where(or_(where)).order_by(Event.id).limit(BATCH)
    while events := db.session.scalars(rows.where(Event.id > last)).all():
        for event in events:
            _blank(event, names)
        db.session.flush()
        count, last = count + len(events), events[-1].id
    return count


def _blank(event: Event, names: Sequence[str]) -> None:
    secret = key()
    known = {name: event.erased.get(name) or commitment(event, name, secret) for name in names}
    event.erased = {**event.erased, **known}
    for name in names:
        setattr(event, name, {} if name in ("before", "after") else "")
