"""What can be done with one account: reactivate, send the link to set a password, and the ways to more."""

from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions.errors import Refused
from cms.actions.inviting.claiming import awaits_person
from cms.actions.inviting.sending import invite
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

    @expose("/invitation/", methods=("POST",))
    def invitation_view(self) -> ResponseReturnValue:
        person = self.wanted()
        invite(person.email, name=person.name, claims=person, by=actor())
        return self._done(person, link_sent(person))

    def row_buttons(self, record: User) -> list[Button]:
        return [*self._invitation(record), *self.standing_buttons(record), *super().row_buttons(record)]

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

    def _invitation(self, person: User) -> list[Button]:
        if not (person.active and awaits_person(person) and can(actor(), Permission.USER_CREATE)):
            return []
        label, url = _("Send link to set a password"), self.get_url(".invitation_view")
        return [Button(label, url, post=True, fields={"id": person.id})]

    def _done(self, person: User, sentence: str) -> ResponseReturnValue:
        url = way_back(self.get_url(".details_view", id=person.id))
        db.session.commit()
        flash(sentence, "success")
        return redirect(url)


def link_sent(person: User) -> str:
    """What is said once the mail with the link is on its way."""
    return _("A mail with a link to set a password is on its way to %(email)s.", email=person.email)


def require_may(permission: Permission, person: Any) -> None:
    """Raise Refused before the page that asks first."""
    decision = can(actor(), permission, person)
    if not decision:
        raise Refused(decision)
