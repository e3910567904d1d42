"""Seals what has settled; writers never wait for it."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from cms.engines.sealing.digests import event_digest, key, removal_mark, seal_digest
from cms.extensions import db
from cms.models import Event, Seal
from cms.models.seal import FIRST_PREVIOUS

log = logging.getLogger(__name__)
SETTLING = timedelta(minutes=1)
BATCH = 1000
EVENT = Event.metadata.tables[Event.__tablename__]


def seal_next(moment: datetime) -> int:
    """Put the oldest unsealed events under the next seal; how many. Commits nothing.

    An event whose transaction ended late is taken by a later batch: an event belongs to the seal that its
    row names, not to a range of numbers. Two who seal at once want the same number: the database lets one.
    """
    # The end of the chain first: a seal that comes to it while the events are read takes this one's number.
    last = db.session.scalar(select(Seal).order_by(Seal.id.desc()).limit(1))
    events = _settled(moment)
    if not events:
        return 0
    secret = key()
    digests = [event_digest(event, secret) for event in events]
    seal = _seal_after(last, events, moment)
    seal.digest = seal_digest(seal, digests, secret)
    db.session.add(seal)
    db.session.flush()
    row = update(EVENT).where(EVENT.c.id == bindparam("one")).values(seal_id=seal.id, digest=bindparam("own"))
    marks = [{"one": event.id, "own": digest} for event, digest in zip(events, digests, strict=True)]
    db.session.connection().execute(row, marks)
    # Outside the database, so that cutting the end off the chain can be seen too.
    log.info("Seal %s over %s events: %s", seal.id, seal.count, seal.digest)
    return seal.count


def remove_oldest(before: datetime, moment: datetime) -> Seal | None:
    """Take the events of the oldest seal away if it was made before that; the seal stays. Commits nothing."""
    standing = select(Seal).where(Seal.removed_at.is_(None), Seal.made_at < before)
    seal = db.session.scalar(standing.order_by(Seal.id).limit(1))
    if seal is not None:
        db.session.execute(delete(Event).where(Event.seal_id == seal.id))
        seal.removed_at = moment
        seal.removal = removal_mark(seal, moment, key())
    return seal


def _settled(moment: datetime) -> Sequence[Row[Any]]:
    """Bare rows: what counts is what the database holds, not what a session remembers."""
    settled = select(EVENT).where(EVENT.c.seal_id.is_(None), EVENT.c.at <= moment - SETTLING)
    return db.session.execute(settled.order_by(EVENT.c.id).limit(BATCH)).all()


def _seal_after(last: Seal | None, events: Sequence[Row[Any]], moment: datetime) -> Seal:
    return Seal(
        id=last.id + 1 if last else 1,
        previous=last.digest if last else FIRST_PREVIOUS,
        first_id=events[0].id,
        last_id=events[-1].id,
        count=len(events),
        made_at=moment,
    )
