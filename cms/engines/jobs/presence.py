"""Which workers are at work: each says so now and then."""

import os
import socket
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from cms.extensions import db
from cms.models import Worker, now

BEAT = timedelta(seconds=30)
ABSENT = timedelta(minutes=3)  # so long after its last word a worker is taken for dead
FORGOTTEN = timedelta(days=1)


def appear() -> None:
    """Say that this process works, and forget those that have been silent for a day; commits."""
    db.session.merge(Worker(name=_own_name(), seen_at=now()))
    db.session.execute(delete(Worker).where(Worker.seen_at < now() - FORGOTTEN))
    db.session.commit()


def leave() -> None:
    """Say that this process stops; commits."""
    db.session.execute(delete(Worker).where(Worker.name == _own_name()))
    db.session.commit()


def last_seen() -> datetime | None:
    """When a worker was last known to be at work; None when there is none."""
    return db.session.scalar(select(func.max(Worker.seen_at)))


def _own_name() -> str:
    return f"{socket.gethostname()[:100]}:{os.getpid()}"
