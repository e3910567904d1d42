"""Where Flask-Security finds people and how it adds one."""

from typing import Any

from flask_security import SQLAlchemyUserDatastore
from sqlalchemy import select
from sqlalchemy.orm import lazyload

from cms.actions.people import register
from cms.extensions import db
from cms.models import Role, User


class UserStore(SQLAlchemyUserDatastore):
    """Looks people up by an indexed column, and leaves registering to the action."""

    def __init__(self) -> None:
        super().__init__(db, User, Role)

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> User | None:
        """The one person with this value.

        A look-up by address leaves no transaction open, and asks as much for one that is unknown: roles wait.
        """
        ((column, value),) = wanted.items()
        query = select(User).where(getattr(User, column) == value)
        if column != "email":
            return db.session.scalar(query)
        user = db.session.scalar(query.options(lazyload(User.roles)))
        _let_others_write(user)
        return user

    def create_user(self, **fields: Any) -> User:
        return register(fields["email"], fields["password"], name=fields.get("name") or "")


def _let_others_write(user: User | None) -> None:
    # A password is hashed next: a quarter of a second, too long to keep SQLite's only writer waiting.
    if user is not None:
        db.session.expunge(user)
    db.session.commit()
    if user is not None:
        db.session.add(user)
