"""The form of a role: its name, and what it is for."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField

from cms.actions.roles import LONGEST_DESCRIPTION, LONGEST_NAME
from cms.admin.base import AdminForm, AtMost, Given


class RoleForm(AdminForm):
    name = StringField(_l("Name"), [Given(), AtMost(LONGEST_NAME)])
    description = TextAreaField(
        _l("Description"),
        [AtMost(LONGEST_DESCRIPTION)],
        description=_l("One sentence that helps to choose: what people with this role do."),
    )


class NewRoleForm(RoleForm):
    like = SelectField(
        _l("May do the same as"),
        description=_l("Where to begin. You change single permissions in the table of all roles."),
        choices=[("", _l("Nothing yet"))],
        validate_choice=False,
    )

    def offer(self, choices: list[tuple[str, Any]]) -> None:
        """Let these roles be copied."""
        self.like.choices = [("", _l("Nothing yet")), *choices]
