"""The rule that no path goes round: somebody stays who may decide everything."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from cms.actions.errors import NotPossible
from cms.extensions import db
from cms.models import Role, User
from cms.rules.permissions import OWNER


def lock_owners() -> None:
    """Let only one transaction at a time change who is an owner and able to sign in.

    Every verb over accounts begins with it, so that two of them can't each count on the other's owner.
    """
    db.session.execute(select(Role.id).where(Role.name == OWNER).with_for_update())


def keep_an_owner(leaving: User) -> None:
    """Raise NotPossible when nobody else is an owner who can sign in. Call lock_owners() first."""
    if _is_standing(leaving) and not _others(leaving):
        raise NotPossible(
            _l("This is the last active owner. Make somebody else an owner first, then do this again.")
        )


def _is_standing(user: User) -> bool:
    return user.active and user.confirmed_at is not None and user.has_role_named(OWNER)


def _others(user: User) -> int:
    standing = (
        select(func.count(User.id))
        .join(User.roles)
        .where(Role.name == OWNER, User.active, User.confirmed_at.is_not(None), User.id != user.id)
    )
    return db.session.scalar(standing) or 0
