"""What the roles screens ask the database."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from cms.admin.base import actor
from cms.extensions import db
from cms.models import Role, User, user_role
from cms.rules.permissions import OWNER, visible_to

PEOPLE_SHOWN = 50


def roles_in_order() -> list[Role]:
    """Those that the person may see: the built-in ones as they were made, then the others by name."""
    return _in_order(db.session.scalars(visible_to(actor(), Role)))


def all_roles() -> list[Role]:
    """The same for whoever sees people: which roles there are is no secret then."""
    return _in_order(db.session.scalars(select(Role)))


def _in_order(roles: Iterable[Role]) -> list[Role]:
    return sorted(roles, key=lambda role: (not role.builtin, role.id if role.builtin else 0, role.name))


def people_counts() -> dict[int, int]:
    """How many people have each role, by its id; roles without people are missing."""
    counted = select(user_role.c.role_id, func.count()).group_by(user_role.c.role_id)
    return dict(db.session.execute(counted).tuples().all())


def people_of(role: Role) -> Sequence[User]:
    """The first people with this role, by name."""
    having = visible_to(actor(), User).where(User.roles.any(Role.id == role.id))
    return db.session.scalars(having.order_by(User.name, User.id).limit(PEOPLE_SHOWN)).all()


def is_copied(role: Role) -> bool:
    """Whether a new role may begin as a copy of it: a second owner role would not be protected like one."""
    return role.name != OWNER
