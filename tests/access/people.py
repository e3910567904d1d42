"""Everybody who may knock: a visitor, each role, a deputy, an auditor, and an owner who is not active."""

from cms.extensions import db
from cms.models import Role
from cms.rules.permissions import BUILTIN_ROLES, Permission
from tests.factories import UserFactory

VISITOR = "visitor"
SLEEPER = "inactive owner"
STRANGER = "stranger"  # knocks nowhere, but owns what is foreign to all others
ROLES = tuple(role.name for role in BUILTIN_ROLES)
DEPUTY = "deputy"  # looks after people and roles, and may do nothing else
AUDITOR = "auditor"  # sees everything and may change nothing
PEOPLE = (VISITOR, SLEEPER, DEPUTY, AUDITOR, *ROLES)


def everybody():
    """By name; the visitor is None."""
    people = {name: UserFactory(role=name) for name in ROLES}
    sleeper = UserFactory(role="owner", active=False)
    deputy = UserFactory(
        roles=[role_with(DEPUTY, lambda permission: permission.noun in ("user", "role", "event"))]
    )
    auditor = UserFactory(roles=[role_with(AUDITOR, lambda permission: permission.value.endswith(".view"))])
    return {VISITOR: None, SLEEPER: sleeper, DEPUTY: deputy, AUDITOR: auditor, **people}


def role_with(name, chosen):
    """A role that somebody made: what is chosen, and the way in."""
    permissions = {permission.value for permission in Permission if chosen(permission)}
    role = Role(name=name, permissions=frozenset(permissions | {"backoffice.enter", "comment.create"}))
    db.session.add(role)
    return role
