"""A role that asks for a second factor of everybody who has it."""

from typing import Any

from flask import flash, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_admin.helpers import get_form_data
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, not_, select
from wtforms import BooleanField, StringField

from cms.actions.errors import Invalid, Refused
from cms.actions.factors.requiring import MOST_DAYS, require_factor
from cms.admin.base import AdminForm, actor
from cms.admin.roles.matrix import MatrixView
from cms.admin.roles.words import role_label
from cms.extensions import db
from cms.models import Role, User
from cms.rules.permissions import Permission, can

USUAL_DAYS = 14


class RequirementForm(AdminForm):
    required = BooleanField(_l("Everybody with this role needs a second factor"))
    days = StringField(
        _l("Days of grace"),
        description=_l(
            "So long people may go on without one, from today or from the day on which they get the role. "
            "After that they can do nothing but set one up."
        ),
    )

    def wanted(self) -> int | None:
        """The days of grace; None where nothing is asked for. Raises Invalid."""
        if not self.required.data:
            return None
        text = (self.days.data or "").strip()
        if not (text.isascii() and text.isdigit() and len(text) < 5):
            raise Invalid({"days": _l("Give a number of days from 0 to %(most)s.", most=MOST_DAYS)})
        return int(text)


class RequirementView(MatrixView):
    """Its own page, for the owner role too, whose permissions can't be changed."""

    @expose("/factor/", methods=("GET", "POST"))
    def factor_view(self) -> ResponseReturnValue:
        role = self.wanted()
        decision = can(actor(), Permission.ROLE_REQUIRE_FACTOR, role)
        if not decision:
            raise Refused(decision.reason)
        if request.method == "POST":
            return self._required(role, RequirementForm(get_form_data()))
        form = RequirementForm()
        form.required.data = role.factor_since is not None
        form.days.data = str(role.factor_grace if role.factor_since else USUAL_DAYS)
        return self._requirement_page(role, form)

    def _required(self, role: Role, form: RequirementForm) -> ResponseReturnValue:
        if not form.validate():
            return self._requirement_page(role, form, 422)
        try:
            changed = require_factor(role, form.wanted(), by=actor())
        except Invalid as fault:
            db.session.rollback()
            form.complain(fault.errors)
            return self._requirement_page(role, form, 422)
        db.session.commit()
        flash(_("Saved.") if changed else _("Nothing was changed."), "success")
        return redirect(self.get_url(".details_view", id=role.id))

    def _requirement_page(self, role: Role, form: RequirementForm, code: int = 200) -> ResponseReturnValue:
        without = count_without(role)
        page = self.render(
            "admin/roles/factor.html", record=role, form=form, without=without, role_label=role_label
        )
        return make_response(page, code)


def count_without(role: Role) -> int:
    """How many active people with the role have no second factor yet."""
    factor: ColumnElement[bool] = User.has_factor  # type: ignore[assignment]  # on the class an expression
    without = select(func.count(User.id)).where(User.active, User.roles.any(Role.id == role.id), not_(factor))
    return db.session.scalar(without) or 0


def may_require(role: Role) -> bool:
    """Whether the person may open that page."""
    return bool(can(actor(), Permission.ROLE_REQUIRE_FACTOR, role))


def requirement(role: Role) -> dict[str, Any]:
    """What the role's own screen tells of it."""
    return {"may_require": may_require(role), "without_factor": count_without(role)}
