"""Accounts that nobody has ever signed in to: an imported author, somebody added who has not come yet."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions.errors import NotPossible
from cms.actions.former import require_somebody
from cms.extensions import db
from cms.models import Invitation, User


def awaits_person(user: User) -> bool:
    """Whether nobody can have signed in to this account so far, and nobody was shut out of it."""
    if user.former:
        return False
    if not user.active:
        return user.password is None
    return user.password is None or user.confirmed_at is None


def require_awaiting(user: User) -> None:
    """Raise NotPossible for an account that is in use, closed, or nobody's."""
    require_somebody(user)
    if awaits_person(user):
        return
    if not user.active:
        raise NotPossible(_l("Reactivate %(name)s first: the account was in use.", name=user.display_name))
    raise NotPossible(
        _l(
            "%(name)s has a password already. Who forgot it asks for a new one where one signs in.",
            name=user.display_name,
        )
    )


def open_invitation_to_claim(user: User) -> Invitation | None:
    """What was sent and not answered yet; it may have expired."""
    waiting = Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)
    return db.session.scalars(
        select(Invitation).where(Invitation.claims_id == user.id, *waiting)
    ).one_or_none()


def account_at(email: str) -> User | None:
    """Whose address it is."""
    return db.session.scalars(select(User).where(User.email == email)).one_or_none()
