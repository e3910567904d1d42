"""The form that invites: addresses, pasted one a line, and the roles for all of them."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from cms.actions.identity import LONGEST_EMAIL
from cms.admin.base import AdminForm, AtMost, Given
from cms.admin.roles.queries import all_roles
from cms.models import Role

MOST_AT_ONCE = 50
LONGEST = MOST_AT_ONCE * (LONGEST_EMAIL + 130)


class InvitationsForm(AdminForm):
    addresses = TextAreaField(
        _l("E-mail addresses"),
        [Given(), AtMost(LONGEST)],
        description=_l("One a line, also with a name: Ann Bell <ann@example.org>. At most 50 at once."),
    )


def ticked_roles() -> list[Role]:
    """The roles that were ticked in the form that was sent."""
    ticked = request.form.getlist("roles")
    return [role for role in all_roles() if role.name in ticked]
