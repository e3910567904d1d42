"""What people reached for: refusals and exports, for the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from sqlalchemy import select

from cms.actions.recording import record
from cms.extensions import db
from cms.models import Event, User, now

REFUSE, EXPORT = "access.refuse", "access.export"
MEMORY = timedelta(hours=1)
MOST_REFUSALS = 30  # a person and MEMORY: whoever hammers at a door can't flood the log
LONGEST_VALUE = 200


@dataclass(frozen=True)
class Place:
    """What stands in the log as the record: a screen or an address."""

    name: str
    __tablename__: ClassVar[str] = "access"

    def __str__(self) -> str:
        return self.name


def note_refusal(place: str, reason: str, *, by: User, **facts: str) -> bool:
    """Log that the person was refused; the same once an hour, and no more than so many. Whether it was."""
    lately = select(Event.record_label).where(
        Event.actor_id == by.id, Event.verb == REFUSE, Event.at > now() - MEMORY
    )
    known = db.session.scalars(lately.order_by(Event.id.desc()).limit(MOST_REFUSALS)).all()
    if place in known or len(known) >= MOST_REFUSALS:
        return False
    short = {name: text[:LONGEST_VALUE] for name, text in facts.items()}
    record(REFUSE, Place(place), by=by, after=short, reason=reason)
    return True


def note_export(place: str, kind: str, rows: int, filters: Mapping[str, str], *, by: Any) -> None:
    """Log which list left, in which form, with which filters, and how many rows."""
    chosen = [f"{name}={value}"[:LONGEST_VALUE] for name, value in sorted(filters.items())][:20]
    record(EXPORT, Place(place), by=by, after={"format": kind, "rows": rows, "filters": chosen})
