"""Everybody who may knock: a visitor, one person of each role, and an owner whose account sleeps."""

from cms.rules.permissions import BUILTIN_ROLES
from tests.factories import UserFactory

VISITOR = "visitor"
SLEEPER = "inactive owner"
STRANGER = "stranger"  # knocks nowhere, but owns what is foreign to all others
ROLES = tuple(role.name for role in BUILTIN_ROLES)
PEOPLE = (VISITOR, SLEEPER, *ROLES)


def everybody():
    """By name; the visitor is None."""
    people = {name: UserFactory(role=name) for name in ROLES}
    return {VISITOR: None, SLEEPER: UserFactory(role="owner", active=False), **people}
