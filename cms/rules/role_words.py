"""The words for roles; those of built-in ones in the reader's language."""

from cms.models import Role
from cms.rules.builtin_roles import BUILTIN_ROLES, NAMES

DESCRIPTIONS = {role.name: role.description for role in BUILTIN_ROLES}


def role_label(role: Role) -> str:
    """The role's name; of a built-in one in the reader's language."""
    return str(NAMES[role.name]) if role.builtin and role.name in NAMES else role.name


def role_description(role: Role) -> str:
    """What owners wrote about the role, else what the system says about it."""
    return role.description or (str(DESCRIPTIONS.get(role.name, "")) if role.builtin else "")
