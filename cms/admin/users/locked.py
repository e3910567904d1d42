"""Locked accounts in the list of people: which they are, and the button that opens each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select

from cms.actions.unlocking import LOCK
from cms.admin.base import Button, ChoiceFilter, actor
from cms.engines.tallies import locks_of
from cms.extensions import db
from cms.models import Event, User, now
from cms.rules.permissions import Permission, can
from cms.tools.throttle import LONGEST_LOCK

LOCKED = "locked"
MOST_LOCKED = 1000  # looked at by the filter, the latest first


def may_unlock(person: User | None = None) -> bool:
    """Whether the one who looks may take a lock off, and therefore hears of it."""
    return bool(can(actor(), Permission.USER_DEACTIVATE, person))


def visible_locks(people: Sequence[User]) -> dict[int, datetime]:
    """Until when each of them is locked, by their number, as far as the one who looks may hear of it."""
    return locks_of([person for person in people if may_unlock(person)]) if may_unlock() else {}


def unlock_buttons(person: User, locks: Mapping[int, datetime]) -> list[Button]:
    """The way to open the account, and back to this list."""
    if person.id not in locks:
        return []
    fields = {"id": person.id, "url": request.full_path}
    return [Button(_("Unlock"), url_for("users.unlocking_view"), post=True, fields=fields)]


def _is_locked(_choice: str) -> ColumnElement[bool]:
    # The counts of tries name nobody; the log does, and no lock is longer than a day.
    lately = select(Event.record_id).where(Event.verb == LOCK, Event.at > now() - LONGEST_LOCK)
    numbers = db.session.scalars(lately.order_by(Event.id.desc()).limit(MOST_LOCKED)).all()
    people = db.session.scalars(select(User).where(User.id.in_(set(numbers)))).all()
    return User.id.in_(visible_locks(people))


def _choices() -> Sequence[tuple[str, Any]]:
    return ((LOCKED, _l("Locked")),) if may_unlock() else ()


LOCK_FILTER = ChoiceFilter("lock", _l("Signing in"), _is_locked, _choices, offered=may_unlock)
