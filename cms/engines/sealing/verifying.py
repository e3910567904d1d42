"""Goes along the chain and names the first link that is broken; memory stays small at any length."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select, tuple_

from cms.engines.sealing.digests import event_digest, key, removal_mark, seal_digest
from cms.engines.sealing.sealing import EVENT
from cms.extensions import db
from cms.models import Seal
from cms.models.seal import FIRST_PREVIOUS

PAGE = 1000
Progress = Callable[[int], None]
_KEY = " If CMS_SECRET_KEY was changed, put the old one back: the seals are made with it."


@dataclass
class Verdict:
    """`fault` is empty while the chain holds; `head` is worth writing down elsewhere."""

    events: int = 0
    seals: int = 0
    head: str = ""
    fault: str = ""


class _Broken(Exception):
    pass


def verify(progress: Progress = lambda _count: None) -> Verdict:
    """Check every seal and every event under one; `progress` hears the number of events after each seal."""
    verdict, secret, previous = Verdict(), key(), FIRST_PREVIOUS
    groups = groupby(_sealed_events(), lambda event: event.seal_id)
    waiting = next(groups, None)
    try:
        for seal in _seals():
            _check_place(seal, verdict.seals + 1, previous)
            if waiting and waiting[0] is not None and waiting[0] < seal.id:
                raise _Broken(f"Events claim seal {waiting[0]}, which does not exist.")
            mine = waiting is not None and waiting[0] == seal.id
            events = list(waiting[1]) if mine and waiting else []
            _check_seal(seal, events, secret)
            waiting = next(groups, None) if mine else waiting
            previous = verdict.head = seal.digest
            verdict.seals, verdict.events = seal.id, verdict.events + len(events)
            progress(verdict.events)
        if waiting:
            raise _Broken(f"Seal {waiting[0]} is missing, though events stand under it: it was deleted.")
    except _Broken as broken:
        verdict.fault = str(broken)
    return verdict


def _check_place(seal: Seal, number: int, previous: str) -> None:
    if seal.id != number:
        raise _Broken(f"Seal {number} is missing: it was deleted.")
    if seal.previous != previous:
        raise _Broken(f"Seal {seal.id} does not follow seal {seal.id - 1}: one of them was exchanged.")


def _check_seal(seal: Seal, events: list[Row[Any]], secret: bytes) -> None:
    if seal.removed_at is not None:
        if events or seal.removal != removal_mark(seal, seal.removed_at, secret):
            raise _Broken(f"Seal {seal.id} says its events were removed for their age, which is not so.")
        return
    for event in events:
        _check_event(event, secret)
    if len(events) < seal.count:
        gone = seal.count - len(events)
        span = f"numbers {seal.first_id} to {seal.last_id}"
        raise _Broken(f"{gone} of the {seal.count} events under seal {seal.id} ({span}) were deleted.")
    if seal.digest != seal_digest(seal, (str(event.digest) for event in events), secret):
        raise _Broken(f"Seal {seal.id} does not fit its events: it or their order was changed.{_KEY}")


def _check_event(event: Row[Any], secret: bytes) -> None:
    relinked = event.actor_id is not None and event.actor_id != event.actor_number
    if relinked or event.digest != event_digest(event, secret):
        raise _Broken(f"Event {event.id} under seal {event.seal_id} was changed after it was sealed.{_KEY}")


def _seals() -> Iterator[Seal]:
    last = 0
    rows = select(Seal).order_by(Seal.id).limit(PAGE).execution_options(populate_existing=True)
    while page := db.session.scalars(rows.where(Seal.id > last)).all():
        yield from page
        last = page[-1].id


def _sealed_events() -> Iterator[Row[Any]]:
    """By seal and number, a page at a time."""
    rows = select(EVENT).where(EVENT.c.seal_id.is_not(None))
    rows = rows.order_by(EVENT.c.seal_id, EVENT.c.id).limit(PAGE)
    place = (-1, 0)
    while page := db.session.execute(rows.where(tuple_(EVENT.c.seal_id, EVENT.c.id) > place)).all():
        yield from page
        place = (page[-1].seal_id, page[-1].id)
