"""Reset the second factors of a person who has lost them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from cms.actions.checks import lock, require
from cms.actions.errors import NotPossible
from cms.actions.factors.changing import others_must_end
from cms.actions.factors.letters import tell_changed
from cms.actions.recording import record
from cms.engines.reading.factors import factors_of
from cms.extensions import db
from cms.models import AuthenticatorApp, Passkey, RecoveryCode, User
from cms.rules.permissions import Permission


def reset_factors(user: User, *, by: Any, reason: str = "") -> None:
    """Take all factors and recovery codes away and end every sign-in; the password alone opens the account.

    The person gets a mail. Raises Refused, or NotPossible where there is nothing to reset.
    """
    require(by, Permission.USER_RESET_FACTORS, user)
    lock(user)
    had = factors_of(user)
    if not had:
        raise NotPossible(_l("%(name)s has no second factor.", name=user.display_name))
    for model in (AuthenticatorApp, Passkey, RecoveryCode):
        db.session.execute(delete(model).where(model.user_id == user.id))
    db.session.expire(user, ["has_factor"])
    others_must_end(user)
    before = {"apps": len(had.apps), "passkeys": len(had.passkeys), "codes": had.codes_left}
    record("user.reset_factors", user, by=by, before=before, reason=reason)
    tell_changed(user, "user.reset_factors")
