"""People as others name them, and who may take over what somebody leaves behind."""

from typing import Any

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import lazyload, load_only

from cms.extensions import db
from cms.models import Role, User
from cms.rules.holdings import granted_by
from cms.rules.receivers import HOLDING

MOST_OFFERED = 200


def person_named(text: str) -> User | None:
    """The person of this handle or e-mail address, however it is capitalised."""
    asked = text.strip().lower()
    if not asked or "\x00" in asked:
        return None
    named = select(User).where(or_(User.handle == asked, User.email == asked))
    return min(db.session.scalars(named), key=lambda person: person.handle != asked, default=None)


def receivers(besides: User | None = None) -> list[User]:
    """Those who can take over, by name: the first of them, for a list to choose from."""
    able = select(User).where(_holds_posts(), User.active, User.leaves_at.is_(None))
    if besides is not None:
        able = able.where(User.id != besides.id)
    able = able.options(load_only(User.id, User.handle, User.name), lazyload(User.roles))
    return list(db.session.scalars(able.order_by(User.name, User.handle).limit(MOST_OFFERED)))


def _holds_posts() -> ColumnElement[bool]:
    roles: Any = db.session.scalars(select(Role))
    able = [role.id for role in roles if not granted_by(role).isdisjoint(HOLDING)]
    return User.roles.any(Role.id.in_(able)) if able else false()
