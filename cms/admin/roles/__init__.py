"""The roles screens: the list, each role, and the table of all that they allow."""

from typing import Any

from flask import request
from flask_admin.helpers import get_form_data, is_form_submitted
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from cms.actions.errors import Invalid
from cms.actions.roles import create_role, delete_role, edit_role, people_with
from cms.admin.base import Button, Page, Permits, Titles, actor
from cms.admin.roles.effects import effects_of
from cms.admin.roles.form import NewRoleForm, RoleForm
from cms.admin.roles.holders import HoldersView
from cms.admin.roles.queries import is_copied, people_counts, people_of, roles_in_order
from cms.admin.roles.requiring import requirement
from cms.admin.roles.words import grouped, role_description, role_label
from cms.models import Role
from cms.rules.permissions import Permission, can, granted_by, held_by


class RolesView(HoldersView):
    permits = Permits(
        view=Permission.ROLE_VIEW,
        create=Permission.ROLE_CREATE,
        edit=Permission.ROLE_EDIT,
        delete=Permission.ROLE_DELETE,
        export=None,
    )
    titles = Titles(
        many=_l("Roles"),
        one=_l("Role"),
        new=_l("New role"),
        empty=_l("There are no roles."),
        search=_l("Search roles by name"),
    )
    icon = "roles"
    form = RoleForm
    column_list = ("name", "description", "permissions", "people")
    column_labels = {
        "name": _l("Name"),
        "description": _l("What it is for"),
        "permissions": _l("Permissions"),
        "people": _l("People"),
    }
    column_sortable_list = ("name",)
    default_order = ("id", False)
    list_template = "admin/roles/list.html"
    create_template = "admin/roles/form.html"
    edit_template = "admin/roles/form.html"
    details_template = "admin/roles/details.html"

    def create_form(self, obj: Any = None) -> NewRoleForm:
        form = NewRoleForm(get_form_data())
        form.offer([(str(role.id), role_label(role)) for role in self._copied()])
        if not is_form_submitted():
            form.like.data = request.args.get("like", "")
        return form

    def edit_form(self, obj: Any = None) -> RoleForm:
        form = RoleForm(get_form_data(), obj=obj)
        if obj is not None and obj.builtin:
            del form.name
        return form

    def create(self, form: Any) -> Role:
        permissions = granted_by(self._original(form.like.data)) if form.like.data else ()
        return create_role(form.name.data, form.description.data or "", permissions, by=actor())

    def update(self, form: Any, record: Role) -> None:
        name = form.name.data if "name" in form else record.name
        edit_role(record, name, form.description.data or "", by=actor())

    def delete(self, record: Role) -> None:
        delete_role(record, by=actor())

    def consequences(self, record: Role) -> list[str]:
        count = people_with(record)
        if not count:
            return [_("Nobody has this role.")]
        sentence = ngettext(
            "%(num)d person has this role and will lose it.",
            "%(num)d people have this role and will lose it.",
            count,
        )
        return [sentence, *_losses(record)]

    def list_context(self, page: Page) -> dict[str, Any]:
        words = {"role_label": role_label, "role_description": role_description, "granted_by": granted_by}
        return {**super().list_context(page), **words, "people_counts": people_counts()}

    def details_context(self, record: Role) -> dict[str, Any]:
        return {
            **super().details_context(record),
            "label": role_label(record),
            "description": role_description(record),
            "groups": grouped(granted_by(record)),
            "people": people_of(record),
            "people_count": people_with(record),
            **requirement(record),
            "may_view": bool(can(actor(), Permission.USER_VIEW_AS, record)),
            "view_button": Button(
                _("View as this role"),
                self.get_url("viewing.start"),
                post=True,
                fields={"noun": "role", "id": record.id},
            ),
        }

    def heading_of(self, record: Role) -> str:
        return role_label(record)

    def row_url(self, record: Role) -> str:
        return self.get_url(".details_view", id=record.id)

    def row_buttons(self, record: Role) -> list[Button]:
        buttons = super().row_buttons(record)
        if self.may("create") and is_copied(record) and granted_by(record) <= held_by(actor()):
            buttons.insert(0, Button(_("Copy"), self.get_url(".create_view", like=record.id)))
        if self.may("edit", record):
            buttons.insert(0, Button(_("Describe") if record.builtin else _("Rename"), self.edit_url(record)))
        return buttons

    def edit_url(self, record: Role) -> str:
        return self.get_url(".edit_view", id=record.id)

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return self.get_url(".matrix_view") if is_created else self.row_url(model)

    def _original(self, number: str) -> Role:
        """The role that a new one shall be like."""
        for role in self._copied():
            if str(role.id) == number:
                return role
        raise Invalid({"like": _("Choose one of the roles in the list.")})

    def _copied(self) -> list[Role]:
        held = held_by(actor())
        return [role for role in roles_in_order() if is_copied(role) and granted_by(role) <= held]


def _losses(role: Role) -> list[str]:
    """What people can no longer do without the role, as far as no other role of theirs allows it."""
    return [
        ngettext(
            "%(num)d person may then no longer: %(acts)s.",
            "%(num)d people may then no longer: %(acts)s.",
            effect.count,
            acts=" · ".join(str(permission.label) for permission in effect.losses),
        )
        for effect in effects_of({role.id: frozenset()})
    ]
