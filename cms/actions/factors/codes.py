"""Recovery codes: ten at a time, shown once, each good for one sign-in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update

from cms.actions.errors import NotPossible
from cms.actions.factors.changing import begin, changed
from cms.actions.factors.letters import tell_changed
from cms.actions.recording import record
from cms.engines.reading.factors import count_codes
from cms.engines.secrecy import digests
from cms.extensions import db
from cms.models import LoginSession, RecoveryCode, User, now
from cms.tools.recovery import new_code, normal

PURPOSE = "recovery code"
COUNT = 10


def renew_codes(user: User, *, by: Any, keep: LoginSession | None = None) -> list[str]:
    """Ten new codes in the place of all before, for the person to keep: nobody can read them again.

    Raises Refused, or NotPossible for a person without a second factor.
    """
    begin(user, by=by)
    if not user.has_factor:
        raise NotPossible(_l("Set up an app or a passkey first: recovery codes stand in for it."))
    codes = _new_codes(user)
    changed(user, "user.renew_codes", by=by, keep=keep)
    return codes


def first_codes(user: User) -> list[str]:
    """Codes for a person who has just set up the first factor; none for who has some already."""
    return [] if count_codes(user) else _new_codes(user)


def prove_by_recovery_code(user: User, typed: str) -> bool:
    """Whether it is one of the person's unused codes; it is used now, which the log and a mail tell."""
    # Compared and set at once, as with the codes of apps.
    used = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.digest.in_(digests(_bound(user, typed), PURPOSE)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now())
    )
    if not used.rowcount:  # type: ignore[attr-defined]  # of a CursorResult
        return False
    record("user.use_recovery_code", user, by=user, after={"left": count_codes(user)})
    tell_changed(user, "user.use_recovery_code")
    return True


def _new_codes(user: User) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [new_code() for _ in range(COUNT)]
    db.session.add_all(
        RecoveryCode(user_id=user.id, digest=digests(_bound(user, code), PURPOSE)[0]) for code in codes
    )
    db.session.flush()
    return codes


def _bound(user: User, code: str) -> str:
    return f"{user.id}:{normal(code)}"
