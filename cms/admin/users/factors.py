"""The second factors of one person: what is set up, and the reset for who has lost them."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, not_

from cms.actions.errors import NotPossible
from cms.actions.factors.resetting import reset_factors
from cms.admin.base import Button, ChoiceFilter, actor
from cms.admin.users.moving import LONGEST_REASON, require_may
from cms.admin.users.unlocking import UnlockingView
from cms.engines.reading.factors import Factors, factors_of
from cms.models import User
from cms.rules.permissions import Permission, can

HAVING = {"yes": _l("Set up"), "no": _l("None")}


class FactorsView(UnlockingView):
    """The reset asks first."""

    @expose("/factors/", methods=("GET", "POST"))
    def factors_view(self) -> ResponseReturnValue:
        person = self.wanted()
        if request.method == "POST":
            reason = " ".join(request.form.get("reason", "").split())[:LONGEST_REASON]
            reset_factors(person, by=actor(), reason=reason)
            return self._done(
                person, _("The second factors of %(name)s are reset, and they got a mail.", name=person)
            )
        require_may(Permission.USER_RESET_FACTORS, person)
        if not person.has_factor:
            raise NotPossible(_("%(name)s has no second factor.", name=person.display_name))
        return self.render("admin/users/factors.html", record=person, factors=factors_of(person))


def factors_panel(person: User) -> dict[str, Any] | None:
    """What the person's own screen tells of them, to those who may reset some."""
    if not can(actor(), Permission.USER_RESET_FACTORS):
        return None
    factors = factors_of(person)
    return {"factors": factors, "reset": _reset(person, factors)}


def _reset(person: User, factors: Factors) -> Button | None:
    if not factors or not can(actor(), Permission.USER_RESET_FACTORS, person):
        return None
    return Button(_("Reset the second factors"), url_for("users.factors_view", id=person.id), grave=True)


def _has(having: str) -> ColumnElement[bool]:
    condition: Any = User.has_factor
    return condition if having == "yes" else not_(condition)


def _may_know() -> bool:
    return bool(can(actor(), Permission.USER_RESET_FACTORS))


FACTOR_FILTER = ChoiceFilter(
    "factor",
    _l("Second factor"),
    _has,
    lambda: HAVING.items() if _may_know() else (),
    offered=_may_know,
)
