"""The history of a record: what the log tells of it, newest first, some at a time."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import abort, request, url_for
from sqlalchemy import select

from cms.admin.base import actor
from cms.admin.events.differences import Difference, differences
from cms.admin.events.telling import Told, tell
from cms.extensions import db
from cms.models import Event
from cms.rules.permissions import Permission, can
from cms.tools.numbers import key_in

SHOWN = 20


class Entry(NamedTuple):
    told: Told
    differences: list[Difference]


class HistoryPage(NamedTuple):
    """`further` is the number of the event below which the next page begins."""

    entries: list[Entry]
    further: int | None
    is_first: bool


def log_url(noun: str, record: Any = None) -> str | None:
    """Where the log stands with this record alone, or with all of the noun; None for who may not read it."""
    if not can(actor(), Permission.EVENT_VIEW):
        return None
    if record is None:
        return url_for("events.index_view", flt2_noun=noun)
    return url_for("events.index_view", flt2_noun=noun, flt3_record=record.id)


def history_of(noun: str, record_id: int | None) -> HistoryPage:
    """The page that the address asks for. What it names and is no number is a 404."""
    below = request.args.get("before")
    number = key_in(below)
    if below is not None and number is None:
        abort(404)
    events = _events(noun, record_id, number)
    shown = events[:SHOWN]
    entries = [Entry(told, differences(told.event)) for told in tell(shown)]
    return HistoryPage(entries, shown[-1].id if len(events) > SHOWN else None, number is None)


def _events(noun: str, record_id: int | None, below: int | None) -> Sequence[Event]:
    query = select(Event).where(Event.noun == noun, Event.record_id == record_id)
    if below is not None:
        query = query.where(Event.id < below)
    return db.session.scalars(query.order_by(Event.id.desc()).limit(SHOWN + 1)).all()
