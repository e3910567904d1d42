"""The queue: ask for a job within the transaction of its cause, claim it, and settle it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from cms.engines.jobs.kinds import Kind, Kinds
from cms.engines.waking.notes import Duty, note
from cms.extensions import db
from cms.models import Job, JobKind, now

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
LONGEST_ERROR = 500
_INSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def enqueue(
    kind: JobKind,
    payload: dict[str, Any] | None = None,
    *,
    at: datetime | None = None,
    key: str | None = None,
) -> None:
    """Ask for a job; it is done once the caller's transaction is committed, at the moment given or now.

    While one of the same key waits there is no second: the sooner moment and the newer payload hold. One that
    is being done just now is done again afterwards.
    """
    moment = at or now()
    insert = _INSERT[db.session.connection().dialect.name](Job)
    row = insert.values(kind=kind, payload=payload or {}, next_at=moment, key=key)
    again = {
        "payload": payload or {},
        "asked": Job.asked + 1,
        "next_at": case((Job.next_at < moment, Job.next_at), else_=moment),
        # One that was given up has all its tries again; else the number tells who is at it.
        "attempts": case((Job.next_at.is_(None), 0), else_=Job.attempts),
    }
    db.session.execute(row.on_conflict_do_update(index_elements=["key"], set_=again) if key else row)
    note(db.session(), Duty.JOBS)


def keep(kinds: Kinds) -> None:
    """See that each job that comes again has its row; what is there stays as it is."""
    standing = {name for name, kind in kinds.items() if kind.every}
    standing -= set(db.session.scalars(select(Job.key).where(Job.key.in_(standing))))
    for name in sorted(standing):
        enqueue(JobKind(name), key=name)


def next_moment(kinds: Kinds) -> datetime | None:
    """When the next job is due; None while none waits."""
    return db.session.scalar(select(func.min(Job.next_at)).where(Job.kind.in_(kinds), _free(now())))


def claim(kinds: Kinds, at: datetime) -> Job | None:
    """The job that is due the longest, out of the reach of others while its lease lasts; commits."""
    due = (
        select(Job)
        .where(Job.kind.in_(kinds), Job.next_at <= at, _free(at))
        .order_by(Job.next_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = db.session.scalar(due)
    if job is not None:
        job.leased_until = at + kinds[job.kind].lease
        job.attempts += 1
        db.session.flush()
        db.session.expunge(job)
    db.session.commit()
    return job


def settle(job: Job, kind: Kind, *, more: bool) -> None:
    """It is done: it goes, or comes again. Belongs to the transaction of the work itself."""
    again = timedelta(0) if more else kind.every
    unasked = (*_held(job), Job.asked == job.asked)
    if again is None:
        db.session.execute(delete(Job).where(*unasked))
    else:
        db.session.execute(update(Job).where(*unasked).values(next_at=now() + again))
    # One that was asked for again meanwhile is still there, and due as it was asked for.
    _release(job, attempts=0, error="")


def try_later(job: Job, kind: Kind, error: str) -> bool:
    """It failed: it waits, longer each time, or is given up. Whether it will be tried again."""
    values: dict[str, Any] = {"error": error[:LONGEST_ERROR]}
    hopeless = job.attempts >= kind.tries
    if not hopeless:
        values["next_at"] = now() + min(FIRST_WAIT * 2 ** min(job.attempts - 1, 20), LONGEST_WAIT)
    elif kind.every:
        values |= {"next_at": now() + kind.every, "attempts": 0}
    else:
        values["next_at"] = None
    _release(job, **values)
    return not hopeless


def _free(at: datetime) -> ColumnElement[bool]:
    return or_(Job.leased_until.is_(None), Job.leased_until <= at)


def _held(job: Job) -> tuple[ColumnElement[bool], ...]:
    """Still this worker's: when the lease ran out and another took it up, the number of tries has grown."""
    return Job.id == job.id, Job.attempts == job.attempts


def _release(job: Job, **values: Any) -> None:
    db.session.execute(update(Job).where(*_held(job)).values(leased_until=None, **values))
