"""Production never serves with the demo's people in: everybody knows their password."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError

from cms.extensions import db
from cms.models import User
from cms.rules.permissions import BUILTIN_ROLES

ADDRESSES = tuple(f"{role.name}@example.com" for role in BUILTIN_ROLES)


def demo_refusal(app: Flask) -> str | None:
    """Why this installation must not be served: an active demo person in production. None when it may."""
    if app.config["MODE"] != "production":
        return None
    with app.app_context():
        active = active_demo_people()
    if not active:
        return None
    return (
        f"The demo person {active[0]} is in this database, with a password that everybody knows. "
        f"Run `cms user deactivate {active[0]}` for each of the {len(active)} before you serve it."
    )


def active_demo_people() -> list[str]:
    """The addresses of demo people who could sign in; none while the database has no tables."""
    wanted = select(User.email).where(User.email.in_(ADDRESSES), User.active).order_by(User.id)
    try:
        return list(db.session.scalars(wanted))
    except (OperationalError, ProgrammingError):
        return []
