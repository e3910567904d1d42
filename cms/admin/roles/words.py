"""Roles and permissions in words, grouped as people look for them."""

from collections.abc import Iterable
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from cms.rules.permissions import Permission
from cms.rules.role_words import role_description, role_label

__all__ = ["NOUNS", "Group", "grouped", "role_description", "role_label"]

# In the order in which they matter to somebody who hands out rights.
NOUNS = {
    "backoffice": _l("Back office"),
    "post": _l("Posts"),
    "page": _l("Pages"),
    "tag": _l("Tags"),
    "redirect": _l("Redirects"),
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
