"""Roles: the six that come with the system, and what owners make of them."""

from sqlalchemy import select

from cms.extensions import db
from cms.models import Role
from cms.rules.permissions import BUILTIN_ROLES


def ensure_roles() -> dict[str, Role]:
    """Make the built-in roles that are missing; those that exist keep what owners made of them.

    Answers with the built-in roles by name.
    """
    present = {role.name: role for role in db.session.scalars(select(Role))}
    for spec in BUILTIN_ROLES:
        if spec.name not in present:
            role = Role(
                name=spec.name,
                description="",
                permissions=frozenset(permission.value for permission in spec.permissions),
                builtin=True,
            )
            db.session.add(role)
            present[spec.name] = role
    db.session.flush()
    return {spec.name: present[spec.name] for spec in BUILTIN_ROLES}
