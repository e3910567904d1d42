"""Roles: the six that come with the system, and what owners make of them."""

import hashlib
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from cms.actions.checks import lock, require, unique
from cms.actions.errors import Invalid, NotPossible, Refused, Sentence
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Role, user_role
from cms.rules.permissions import BUILTIN_ROLES, SYSTEM, Permission, granted_by, held_by
from cms.tools.html import has_controls

LONGEST_NAME = 80
LONGEST_DESCRIPTION = 255

TAKEN = _l("There is a role with this name already. Choose a different one.")


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


def create_role(name: str, description: str = "", permissions: Iterable[Permission] = (), *, by: Any) -> Role:
    """Add a role; only with permissions that `by` holds. Raises Refused or Invalid."""
    require(by, Permission.ROLE_CREATE)
    wanted = frozenset(permissions)
    _require_holds(wanted, by)
    role = Role(builtin=False, permissions=_stored(wanted))
    with unique("name", TAKEN):
        role.name, role.description = _checked(name, description)
        db.session.add(role)
    record("role.create", role, by=by, after={"name": role.name, "permissions": sorted(wanted)})
    return role


def edit_role(role: Role, name: str, description: str = "", *, by: Any) -> None:
    """Rename or describe a role; its people keep it. A built-in one keeps its name.

    Raises Refused or Invalid.
    """
    require(by, Permission.ROLE_EDIT, role)
    before = {"name": role.name, "description": role.description}
    new_name, new_description = _checked(name, description)
    if role.builtin and new_name != role.name:
        raise Invalid({"name": _l("This role comes with the system and keeps its name.")})
    with unique("name", TAKEN):
        role.name, role.description = new_name, new_description
    after = {"name": role.name, "description": role.description}
    if after != before:
        record("role.edit", role, by=by, before=before, after=after)


def delete_role(role: Role, *, by: Any) -> int:
    """Delete a role; the people who have it lose it. Answers with how many those were."""
    require(by, Permission.ROLE_DELETE, role)
    # Who deletes a role takes it away from people, so the same bound holds.
    require(by, Permission.ROLE_EDIT, role)
    people = people_with(role)
    before = {"name": role.name, "permissions": sorted(role.permissions), "people": people}
    record("role.delete", role, by=by, before=before)
    db.session.delete(role)
    db.session.flush()
    return people


def set_permissions(
    role: Role, permissions: Iterable[Permission], *, by: Any, base: str | None = None
) -> bool:
    """Make the role grant exactly these; whether that changed anything.

    `base` is the fingerprint() of what the person had before them. Raises Changed when the role grants
    something else by now, and Refused when `by` would give what they don't hold.
    """
    lock(role)
    before, after = granted_by(role), frozenset(permissions)
    if after == before:
        return False
    require(by, Permission.ROLE_EDIT, role)
    if base is not None and base != fingerprint(role):
        raise Changed(role)
    _require_holds(after - before, by)
    role.permissions = _stored(after)
    record(
        "role.set_permissions",
        role,
        by=by,
        before={"taken": sorted(before - after)},
        after={"given": sorted(after - before)},
    )
    return True


class Changed(NotPossible):
    """Somebody else changed the role meanwhile."""

    def __init__(self, role: Role) -> None:
        super().__init__(
            _l("Somebody changed the role “%(role)s” after you opened this page.", role=role.name)
        )
        self.role = role


def fingerprint(role: Role) -> str:
    """A short text that is another one as soon as the role grants something else."""
    return hashlib.sha256(",".join(sorted(granted_by(role))).encode()).hexdigest()[:16]


def people_with(role: Role) -> int:
    """How many people have the role, active or not."""
    having = select(func.count()).select_from(user_role).where(user_role.c.role_id == role.id)
    return db.session.scalar(having) or 0


def _require_holds(permissions: Iterable[Permission], by: Any) -> None:
    if by is SYSTEM:
        return
    for permission in sorted(frozenset(permissions) - held_by(by)):
        raise Refused(
            _l(
                "You can't give “%(act)s”, because your own roles don't allow it to you.",
                act=permission.label,
            )
        )


def _stored(permissions: Iterable[Permission]) -> frozenset[str]:
    return frozenset(permission.value for permission in permissions)


def _checked(name: str, description: str) -> tuple[str, str]:
    name, description = " ".join(name.split()), description.strip()
    errors: dict[str, Sentence] = {}
    if not name:
        errors["name"] = _l("Give the role a name.")
    elif len(name) > LONGEST_NAME or has_controls(name):
        errors["name"] = _l("Use at most %(most)s ordinary characters.", most=LONGEST_NAME)
    if len(description) > LONGEST_DESCRIPTION or has_controls(description):
        errors["description"] = _l("Use at most %(most)s ordinary characters.", most=LONGEST_DESCRIPTION)
    if errors:
        raise Invalid(errors)
    return name, description
