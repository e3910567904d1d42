"""Roles and permissions in words, grouped as people look for them."""

from collections.abc import Iterable
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from cms.models import Role
from cms.rules.builtin_roles import NAMES
from cms.rules.permissions import BUILTIN_ROLES, Permission

DESCRIPTIONS = {role.name: role.description for role in BUILTIN_ROLES}

# In the order in which they matter to somebody who hands out rights.
NOUNS = {
    "backoffice": _l("Back office"),
    "post": _l("Posts"),
    "page": _l("Pages"),
    "tag": _l("Tags"),
    "comment": _l("Comments"),
    "user": _l("People"),
    "role": _l("Roles"),
    "event": _l("Event log"),
    "setting": _l("Settings"),
}


class Group(NamedTuple):
    """The permissions over one noun."""

    title: str | LazyString
    permissions: list[Permission]


def role_label(role: Role) -> str:
    """The role's name; of a built-in one in the reader's language."""
    return str(NAMES[role.name]) if role.builtin and role.name in NAMES else role.name


def role_description(role: Role) -> str:
    """What owners wrote about the role, else what the system says about it."""
    return role.description or (str(DESCRIPTIONS.get(role.name, "")) if role.builtin else "")


def grouped(permissions: Iterable[Permission]) -> list[Group]:
    """The permissions by noun, nouns without any left out."""
    wanted = frozenset(permissions)
    groups = [
        Group(
            title,
            [permission for permission in Permission if permission.noun == noun and permission in wanted],
        )
        for noun, title in NOUNS.items()
    ]
    return [group for group in groups if group.permissions]
