"""What has not been done though its time has come, and what failed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from cms.extensions import db
from cms.models import Job, Schedule, now

PATIENCE = timedelta(minutes=1)  # what is due so long would be done if somebody worked


@dataclass(frozen=True)
class Backlog:
    waiting: int
    late: int
    failing: int
    given_up: int


def jobs() -> Backlog:
    """The jobs: all that wait, those that are late, those that failed and are tried again, or no more."""
    counts = select(
        func.count(Job.next_at),
        func.count(Job.id).filter(_late(Job.next_at)),
        func.count(Job.id).filter(Job.error != "", Job.next_at.is_not(None)),
        func.count(Job.id).filter(Job.next_at.is_(None)),
    )
    return Backlog(*db.session.execute(counts).one())


def late_schedules() -> int:
    """How many plans for posts should have been carried out."""
    return db.session.scalar(select(func.count(Schedule.id)).where(Schedule.at <= now() - PATIENCE)) or 0


def is_late() -> bool:
    """Whether anything should have been done."""
    jobs, schedules = exists().where(_late(Job.next_at)), exists().where(_late(Schedule.next_at))
    return bool(db.session.scalar(select(or_(jobs, schedules))))


def _late(moment: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return moment <= now() - PATIENCE
