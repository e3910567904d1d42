"""Every change leaves an Event in the same transaction."""

from collections.abc import Mapping
from typing import Any

from cms.extensions import db
from cms.models import Event, User

LONGEST_LABEL = 120
LONGEST_RECORD_LABEL = 300
LONGEST_REASON = 500


def record(
    verb: str,
    obj: Any,
    *,
    by: Any,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Event:
    """Add what happened to the log; `before` and `after` hold short JSON values of what changed.

    Flushes, so that a new record has its number. Never give it a secret.
    """
    db.session.flush()
    event = Event(
        actor_id=by.id if isinstance(_person(by), User) else None,
        actor_label=str(by)[:LONGEST_LABEL],
        verb=verb,
        noun=type(obj).__tablename__,
        record_id=getattr(obj, "id", None),
        record_label=str(obj)[:LONGEST_RECORD_LABEL],
        reason=reason[:LONGEST_REASON],
        before=dict(before or {}),
        after=dict(after or {}),
    )
    db.session.add(event)
    return event


def _person(by: Any) -> Any:
    # Flask-Login hands out a stand-in for the person who is signed in.
    unwrap = getattr(by, "_get_current_object", None)
    return unwrap() if unwrap else by
