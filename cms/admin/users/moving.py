"""What can be done with one account: reactivate, and the ways to more."""

from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions.errors import Refused
from cms.actions.staff import reactivate
from cms.admin.base import Button, actor, way_back
from cms.admin.events.logged import LoggedView
from cms.extensions import db
from cms.models import User
from cms.rules.permissions import Permission, can

LONGEST_REASON = 500


class AccountMovesView(LoggedView):
    """An address for each."""

    @expose("/reactivation/", methods=("POST",))
    def reactivation_view(self) -> ResponseReturnValue:
        person = self.wanted()
        reactivate(person, by=actor())
        return self._done(person, _("%(name)s is active again.", name=person))

    def row_buttons(self, record: User) -> list[Button]:
        return [*self.standing_buttons(record), *super().row_buttons(record)]

    def standing_buttons(self, person: User) -> list[Button]:
        """Deactivate or reactivate."""
        if not can(actor(), Permission.USER_DEACTIVATE, person):
            return []
        if person.active:
            return [Button(_("Deactivate"), self.get_url(".deactivation_view", id=person.id), grave=True)]
        if person.former:
            return []
        url = self.get_url(".reactivation_view")
        return [Button(_("Reactivate"), url, post=True, fields={"id": person.id})]

    def _done(self, person: User, sentence: str) -> ResponseReturnValue:
        url = way_back(self.get_url(".details_view", id=person.id))
        db.session.commit()
        flash(sentence, "success")
        return redirect(url)


def require_may(permission: Permission, person: Any) -> None:
    """Raise Refused before the page that asks first."""
    decision = can(actor(), permission, person)
    if not decision:
        raise Refused(decision)
