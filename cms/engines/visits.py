"""What visitors' requests tell about addresses: gathered in memory, written down now and then in one batch.

A page that is only read writes nothing. A process that is killed loses what it gathered since the last batch.
"""

import atexit
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock, Timer
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from cms.extensions import db
from cms.models import MissingAddress, Redirect, now
from cms.tools.noise import tells_something

log = logging.getLogger(__name__)

MOST_GATHERED = 1_000  # addresses between two batches; further ones are passed over
MOST_KEPT = 5_000  # rows; those asked for most rarely go, the oldest first
_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass
class Tally:
    """How often one address was asked for, when last, and which host led there last."""

    at: datetime
    count: int = 0
    referrer: str = ""


@dataclass
class Batch:
    hits: dict[int, Tally] = field(default_factory=dict)
    missing: dict[str, Tally] = field(default_factory=dict)


class Visits:
    """One for each process. With `every` 0 nothing is written down but by write_down()."""

    def __init__(self, app: Flask, every: float) -> None:
        self.app, self.every = app, every
        self.batch, self.lock = Batch(), Lock()
        self.timer: Timer | None = None

    def note(self, of: str, key: Any, referrer: str = "") -> None:
        """Count one visit of `hits` or `missing`."""
        with self.lock:
            counts: dict[Any, Tally] = getattr(self.batch, of)
            if key not in counts and len(counts) >= MOST_GATHERED:
                return
            tally = counts.setdefault(key, Tally(now()))
            tally.at, tally.count = now(), tally.count + 1
            tally.referrer = referrer or tally.referrer
            self._set_timer()

    def write_down(self) -> None:
        """Write what was gathered. The database may be away: then these counts are lost, and nothing else."""
        with self.lock:
            batch, self.batch, self.timer = self.batch, Batch(), None
        if not (batch.hits or batch.missing):
            return
        try:
            with self.app.app_context():
                keep(batch)
        except SQLAlchemyError as error:
            log.warning("visits were not written down: %s", error)

    def _set_timer(self) -> None:
        if self.timer is None and self.every:
            self.timer = Timer(self.every, self.write_down)
            self.timer.daemon = True
            self.timer.start()
            atexit.unregister(self.write_down)
            atexit.register(self.write_down)


def init_app(app: Flask) -> None:
    """Give the app its counts."""
    app.extensions["visits"] = Visits(app, app.config["VISITS_EVERY"])


def visits() -> Visits:
    """Those of the app at work."""
    found: Visits = current_app.extensions["visits"]
    return found


def note_hit(redirect_id: int) -> None:
    """A redirect has led somebody on."""
    visits().note("hits", redirect_id)


def note_missing(path: str, referrer: str) -> None:
    """Somebody asked for an address where nothing is; `referrer` is the host of the page that led there."""
    if len(path) <= 500 and tells_something(path, referrer):
        visits().note("missing", path, referrer[:255])


def keep(batch: Batch) -> None:
    """Add the counts to the rows, always in one order so that no two processes wait in a circle. Commits."""
    for key, tally in sorted(batch.hits.items()):
        counted = update(Redirect).where(Redirect.id == key)
        db.session.execute(counted.values(hits=Redirect.hits + tally.count, last_hit_at=tally.at))
    for path, tally in sorted(batch.missing.items()):
        db.session.execute(_upsert(path, tally))
    if batch.missing:
        _forget_the_rarest()
    db.session.commit()


def _upsert(path: str, tally: Tally) -> Any:
    row = {"path": path, "count": tally.count, "first_at": tally.at, "last_at": tally.at}
    insert = _INSERTS[db.engine.dialect.name](MissingAddress)
    insert = insert.values(**row, referrer=tally.referrer, ignored=False)
    changed = {"count": MissingAddress.count + tally.count, "last_at": tally.at}
    if tally.referrer:
        changed["referrer"] = tally.referrer
    return insert.on_conflict_do_update(index_elements=[MissingAddress.path], set_=changed)


def _forget_the_rarest() -> None:
    kept = db.session.scalar(select(func.count()).select_from(MissingAddress)) or 0
    if kept <= MOST_KEPT:
        return
    order = (MissingAddress.count, MissingAddress.last_at, MissingAddress.id)
    rarest = select(MissingAddress.id).order_by(*order).limit(kept - MOST_KEPT)
    ids = list(db.session.scalars(rarest))
    db.session.execute(delete(MissingAddress).where(MissingAddress.id.in_(ids)))
