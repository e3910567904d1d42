"""Signing in and out as rows: each sign-in begins one, and whoever may can end it from elsewhere."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from cms.actions.checks import lock, require
from cms.actions.errors import NotPossible
from cms.actions.recording import record
from cms.engines.sign_ins import digest_of
from cms.extensions import db
from cms.models import EndReason, LoginSession, User, now
from cms.rules.permissions import Permission

LONGEST_DEVICE = 120
LONGEST_PLACE = 60
KEY_BYTES = 32


def begin(
    user: User, *, way: Sequence[str], device: str, place: str, lasting: bool
) -> tuple[LoginSession, str]:
    """The person has just proved who they are: a new row, and the key that the browser keeps.

    `way` is how, in order: such as the password, then a passkey.
    """
    key = secrets.token_urlsafe(KEY_BYTES)
    login = LoginSession(
        user=user,
        key_digest=digest_of(key),
        device=device[:LONGEST_DEVICE],
        place=place[:LONGEST_PLACE],
        lasting=lasting,
    )
    db.session.add(login)
    facts = {"way": list(way), "device": login.device, "place": login.place}
    record("user.sign_in", user, by=user, after=facts)
    return login, key


def leave(login: LoginSession) -> None:
    """The person signs out here."""
    login.ended_at, login.end_reason = now(), EndReason.SIGNED_OUT


def prove(login: LoginSession) -> str:
    """The person has proved anew who they are: a new key for the browser; the one before opens nothing."""
    key = secrets.token_urlsafe(KEY_BYTES)
    login.key_digest, login.fresh_at = digest_of(key), now()
    return key


def end(login: LoginSession, *, by: Any) -> None:
    """Sign this one device out. Raises Refused, or NotPossible when it is signed out already."""
    _require_may_end(login.user, by)
    lock(login)
    if login.ended_at is not None:
        raise NotPossible(_l("This device is signed out already."))
    login.ended_at, login.end_reason = now(), _reason(login.user, by)
    record("user.end_session", login.user, by=by, before={"device": login.device, "place": login.place})


def end_all(user: User, *, by: Any, keep: LoginSession | None = None) -> int:
    """Sign every device of the person out but `keep`; how many were signed in. Raises Refused."""
    _require_may_end(user, by)
    ended = close(user, _reason(user, by), keep=keep)
    if ended:
        record("user.end_sessions", user, by=by, after={"devices": ended})
    return ended


def close(user: User, reason: EndReason, *, keep: LoginSession | None = None) -> int:
    """End what must end because something else happened to the account, which is in the log by itself."""
    db.session.flush()
    others = (LoginSession.user_id == user.id) & LoginSession.ended_at.is_(None)
    if keep is not None:
        others &= LoginSession.id != keep.id
    done = db.session.execute(update(LoginSession).where(others).values(ended_at=now(), end_reason=reason))
    return int(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE has it


def close_all() -> None:
    """End what an old copy of the database holds as open: some of it was ended after the copy was made."""
    still_open = LoginSession.ended_at.is_(None)
    ended = {"ended_at": now(), "end_reason": EndReason.RESTORED}
    db.session.execute(update(LoginSession).where(still_open).values(**ended))


def disown(login: LoginSession) -> None:
    """The person says that this sign-in was not theirs. Raises NotPossible when it is over already."""
    lock(login)
    if login.ended_at is not None:
        raise NotPossible(_l("This device is signed out already."))
    login.ended_at, login.end_reason = now(), EndReason.REPORTED
    record("user.disown_session", login.user, by=login.user, before={"device": login.device})


def _require_may_end(user: User, by: Any) -> None:
    if getattr(by, "id", None) != user.id:
        require(by, Permission.USER_DEACTIVATE, user)


def _reason(user: User, by: Any) -> EndReason:
    return EndReason.BY_PERSON if getattr(by, "id", None) == user.id else EndReason.BY_OWNER
