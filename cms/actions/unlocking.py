"""The lock that too many wrong tries put on an account, and the ways to take it off."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import func, select

from cms.actions.checks import require
from cms.actions.errors import NotPossible
from cms.actions.recording import record
from cms.engines.tallies import locked_until, release
from cms.extensions import db
from cms.models import Event, User
from cms.rules.permissions import Permission
from cms.tools.numbers import key_in

LINK_OPENS = timedelta(days=1)
LOCK, UNLOCK = "user.lock", "user.unlock"


def note_lock(user: User, *, until: datetime) -> None:
    """Log that strangers' devices can't sign in to the account for a while."""
    record(LOCK, user, by="visitor", after={"until": until.isoformat(timespec="seconds")})


def unlock(user: User, *, by: Any) -> None:
    """Let anybody try again at once. Raises Refused, or NotPossible where nothing is locked.

    The person themselves needs no permission: they come by a link that was mailed to them.
    """
    if getattr(by, "id", None) != user.id:
        require(by, Permission.USER_DEACTIVATE, user)
    if locked_until(user) is None:
        raise NotPossible(_l("The account of %(name)s is not locked.", name=user.display_name))
    release(user)
    record(UNLOCK, user, by=by)


def token_of(user: User) -> str:
    """What stands in the link of the mail about the lock: it opens the account once."""
    return str(_signer().dumps([user.id, _times_unlocked(user)]))


def person_named(token: str) -> User | None:
    """Whose lock the link opens; None where it is forged, a day old, used, or nothing is locked now."""
    try:
        number, times = _signer().loads(token, max_age=int(LINK_OPENS.total_seconds()))
    except (BadSignature, TypeError, ValueError):  # forged, old, or as another version made it
        return None
    user = db.session.get(User, key_in(str(number)) or 0)
    if user is None or not user.active or locked_until(user) is None:
        return None
    return user if times == _times_unlocked(user) else None


def _times_unlocked(user: User) -> int:
    unlocked = (Event.noun == User.__tablename__, Event.record_id == user.id, Event.verb == UNLOCK)
    return db.session.scalar(select(func.count(Event.id)).where(*unlocked)) or 0


def _signer() -> URLSafeTimedSerializer:
    signing = {"digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], "unlock", signer_kwargs=signing)
