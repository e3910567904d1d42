"""What the screen of access requests asks the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from cms.actions.access_requests import helping
from cms.admin.roles.words import role_label
from cms.extensions import db
from cms.models import AccessRequest, Role
from cms.rules.permissions import Permission, can, visible_to

SHOWN = 20
COUNTED = 99
FURTHEST = 500  # pages; nobody leafs further


@dataclass(frozen=True)
class Asked:
    """One request with the roles that this person may give for it."""

    row: AccessRequest
    label: Any
    had: str
    roles: list[Role]
    locked: Any


@dataclass(frozen=True)
class Page:
    asked: list[Asked]
    answered: bool
    number: int
    has_more: bool


def pages_of(person: Any, arguments: Mapping[str, str], roles: Sequence[Role]) -> Page:
    """A page of those that wait, oldest first, or of those that were answered, newest first."""
    answered = arguments.get("answered") == "1"
    number = _number(arguments.get("page", ""))
    wanted = visible_to(person, AccessRequest).options(
        selectinload(AccessRequest.user), selectinload(AccessRequest.answered_by)
    )
    if answered:
        wanted = wanted.where(AccessRequest.answered_at.is_not(None)).order_by(
            AccessRequest.answered_at.desc(), AccessRequest.id.desc()
        )
    else:
        wanted = wanted.where(AccessRequest.answered_at.is_(None)).order_by(AccessRequest.id)
    rows = db.session.scalars(wanted.offset(number * SHOWN).limit(SHOWN + 1)).all()
    return Page([_asked(person, row, roles) for row in rows[:SHOWN]], answered, number, len(rows) > SHOWN)


def waiting_count(person: Any) -> int:
    """How many wait for an answer, up to a hundred."""
    waiting = visible_to(person, AccessRequest).where(AccessRequest.answered_at.is_(None))
    within = waiting.with_only_columns(AccessRequest.id).limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(within)) or 0


def _asked(person: Any, row: AccessRequest, roles: Sequence[Role]) -> Asked:
    known = row.permission in set(Permission)
    label = Permission(row.permission).label if known else row.permission
    had = ", ".join(role_label(role) for role in row.user.roles)
    if not known or row.answered_at:
        return Asked(row, label, had, [], "")
    decision = can(person, Permission.ROLE_ASSIGN, row.user)
    offered = helping(roles, Permission(row.permission)) if decision else []
    given = [role for role in offered if role not in row.user.roles]
    within = [role for role in given if can(person, Permission.ROLE_ASSIGN, role)]
    return Asked(row, label, had, within, "" if decision else decision.reason)


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return min(number, FURTHEST)
