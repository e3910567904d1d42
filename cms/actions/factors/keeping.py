"""What stays when a factor goes."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from cms.actions.errors import NotPossible
from cms.extensions import db
from cms.models import RecoveryCode, User
from cms.rules.factors import asks_for_factor


def keep_one(user: User) -> None:
    """After a removal: raise NotPossible if a role asks for a factor and none is left.

    Recovery codes go with the last factor, for alone they would not be asked for.
    """
    db.session.flush()
    db.session.refresh(user, ["has_factor"])
    if user.has_factor:
        return
    if asks_for_factor(user):
        raise NotPossible(
            _l("One of your roles asks for a second factor. Set up another one first, then remove this one.")
        )
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
