"""Everybody who may knock: a visitor, one person of each role, a deputy, and an owner who is not active."""

from cms.extensions import db
from cms.models import Role
from cms.rules.permissions import BUILTIN_ROLES, Permission
from tests.factories import UserFactory

VISITOR = "visitor"
SLEEPER = "inactive owner"
STRANGER = "stranger"  # knocks nowhere, but owns what is foreign to all others
ROLES = tuple(role.name for role in BUILTIN_ROLES)
DEPUTY = "deputy"  # looks after people and roles, and may do nothing else
PEOPLE = (VISITOR, SLEEPER, DEPUTY, *ROLES)


def everybody():
    """By name; the visitor is None."""
    people = {name: UserFactory(role=name) for name in ROLES}
    sleeper, deputy = UserFactory(role="owner", active=False), UserFactory(roles=[role_of_deputies()])
    return {VISITOR: None, SLEEPER: sleeper, DEPUTY: deputy, **people}


def role_of_deputies():
    nouns = ("user", "role", "event")
    permissions = {permission.value for permission in Permission if permission.noun in nouns}
    role = Role(name=DEPUTY, permissions=frozenset(permissions | {"backoffice.enter", "comment.create"}))
    db.session.add(role)
    return role
