"""Other roles for a person: first what they gain and lose by it, then the change."""

from typing import Any

from flask import make_response, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions.errors import NotPossible, Refused
from cms.actions.staff import assign_roles
from cms.admin.base import actor
from cms.admin.roles.effects import in_order
from cms.admin.roles.words import role_label
from cms.admin.users.form import wanted_roles
from cms.admin.users.personal_data import PersonalDataView
from cms.extensions import db
from cms.models import Role, User
from cms.rules.permissions import granted_by, reach

UNSENT = ("csrf_token", "confirmed", "again", "roles_were")


class RoleChangeView(PersonalDataView):
    """The form's POST shows the preview where roles change; the preview's POST carries all that was typed."""

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> ResponseReturnValue:
        if request.method == "POST":
            person = self.wanted()
            self.require("edit", person)
            form = self.edit_form(obj=person)
            if "again" in request.form:
                return self.form_page(form, person)
            if form.validate() and (roles := self._to_show(person)) is not None:
                return make_response(self._preview(person, roles))
        answer: ResponseReturnValue = super().edit_view()
        return answer

    def _to_show(self, person: User) -> list[Role] | None:
        """The roles that the form asks for, where the person must see first what they change."""
        roles = wanted_roles(person)
        if roles is None or set(roles) == set(person.roles) or _confirmed(person):
            return None
        try:
            with db.session.begin_nested() as savepoint:
                assign_roles(person, roles, by=actor())
                savepoint.rollback()
        except (Refused, NotPossible):
            return None  # the form says so
        return roles

    def _preview(self, person: User, roles: list[Role]) -> str:
        before = reach(person)
        after = frozenset().union(*(granted_by(role) for role in roles))
        fields = request.form.items(multi=True)
        return self.render(
            "admin/users/role_change.html",
            record=person,
            given=[role_label(role) for role in roles if role not in person.roles],
            taken=[role_label(role) for role in person.roles if role not in roles],
            gains=in_order(after - before),
            losses=in_order(before - after),
            warnings=_warnings(person, before - after),
            moved="confirmed" in request.form,
            sent=[(name, value) for name, value in fields if name not in UNSENT],
            roles_were=_version(person),
        )


def _confirmed(person: User) -> bool:
    """Whether the preview was seen; with roles that are others by now it is shown again."""
    if "confirmed" not in request.form:
        return False
    return request.form.get("roles_were", _version(person)) == _version(person)


def _version(person: User) -> str:
    return ",".join(str(role.id) for role in person.roles)


def _warnings(person: User, losses: Any) -> list[str]:
    if person.id != actor().id:
        return []
    return [_("You yourself lose this: “%(act)s”.", act=permission.label) for permission in in_order(losses)]
