"""What a person's roles grant together."""

from typing import Any

from cms.models import Role, User
from cms.rules.builtin_roles import OWNER
from cms.rules.catalogue import Permission
from cms.rules.factors import lacks_factor

_ALL = frozenset(Permission)
_BY_NAME = {permission.value: permission for permission in Permission}


def held_by(user: Any) -> frozenset[Permission]:
    """Every permission of the user; none for a visitor, an inactive account, or who lacks a second factor."""
    return reach(user) if is_signed_in(user) and user.active and not lacks_factor(user) else frozenset()


def reach(user: User) -> frozenset[Permission]:
    """What the roles would grant, active or not: a sleeping owner is no easier prey than a woken one."""
    return frozenset().union(*(granted_by(role) for role in user.roles))


def granted_by(role: Role) -> frozenset[Permission]:
    """What a role grants. The owner role grants everything, also what was invented after it was made."""
    if role.name == OWNER:
        return _ALL
    return frozenset(_BY_NAME[name] for name in role.permissions if name in _BY_NAME)


def is_signed_in(user: Any) -> bool:
    """Whether this is a person with an account rather than a visitor."""
    return isinstance(user, User) or bool(getattr(user, "is_authenticated", False))
