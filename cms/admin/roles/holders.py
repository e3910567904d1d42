"""Who has this: the people who hold one permission, and through which roles."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from sqlalchemy import func, select

from cms.actions.access_requests import helps
from cms.actions.errors import Refused
from cms.admin.base import actor
from cms.admin.roles.queries import all_roles
from cms.admin.roles.requiring import RequirementView
from cms.admin.roles.words import role_label
from cms.extensions import db
from cms.models import Role, User
from cms.rules.permissions import Permission, can, visible_to

SHOWN = 50
FURTHEST = 2_000  # pages


class HoldersView(RequirementView):
    @expose("/holders/")
    def holders_view(self) -> ResponseReturnValue:
        seeing = can(actor(), Permission.USER_VIEW)
        if not seeing:
            raise Refused(seeing)
        permission = _permission() or abort(404)
        roles = [role for role in all_roles() if helps(role, permission)]
        holding = visible_to(actor(), User).where(User.roles.any(Role.id.in_([role.id for role in roles])))
        number, count = _number(), _count(holding)
        last = max(-(-count // SHOWN) - 1, 0)
        number = min(number, last)
        ordered = holding.order_by(User.name, User.id).offset(number * SHOWN).limit(SHOWN)
        people = db.session.scalars(ordered).all()
        return self.render(
            "admin/roles/holders.html",
            permission=permission,
            permissions=list(Permission),
            through={person.id: _through(person, roles) for person in people},
            people=people,
            count=count,
            number=number,
            last=last,
        )


def _through(person: User, roles: list[Role]) -> str:
    return ", ".join(role_label(role) for role in person.roles if role in roles)


def _count(query: Any) -> int:
    within = query.with_only_columns(User.id).subquery()
    return db.session.scalar(select(func.count()).select_from(within)) or 0


def _permission() -> Permission | None:
    name = request.args.get("permission", "")
    return Permission(name) if name in set(Permission) else None


def _number() -> int:
    text = request.args.get("page", "")
    return min(int(text), FURTHEST) if text.isascii() and text.isdigit() and len(text) < 6 else 0
