"""Notes which duty of the worker a transaction makes work for, and wakes it once that is committed."""

from enum import StrEnum
from typing import Any

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from cms.extensions import db
from cms.models import OutboxMessage, Schedule


class Duty(StrEnum):
    """What the worker has to do; each by a thread of its own, so that no slow one holds up another."""

    MAIL = "mail"
    SCHEDULES = "schedules"
    JOBS = "jobs"


MADE_BY: dict[type, Duty] = {OutboxMessage: Duty.MAIL, Schedule: Duty.SCHEDULES}
_NOTES = "duties_to_wake"


def follow_sessions() -> None:
    """Note from now on what every session of the process makes. Saying it again changes nothing."""
    event.listen(db.session, "before_flush", _note_new_rows)
    event.listen(db.session, "after_commit", _wake)
    event.listen(db.session, "after_rollback", _forget)


def note(session: Session, duty: Duty) -> None:
    """Wake this duty after the commit; what is rolled back wakes nobody."""
    session.info.setdefault(_NOTES, set()).add(duty)


def _note_new_rows(session: Session, _context: Any, _instances: Any) -> None:
    for obj in session.new:
        if duty := MADE_BY.get(type(obj)):
            note(session, duty)


def _wake(session: Session) -> None:
    if session.in_nested_transaction():  # a savepoint is released; the commit is still to come
        return
    for duty in sorted(session.info.pop(_NOTES, ())):
        current_app.extensions["alarm"].wake(duty)


def _forget(session: Session) -> None:
    session.info.pop(_NOTES, None)
