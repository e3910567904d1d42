"""An account that waits for its person: the invitation to claim it, and what has been sent already."""

from typing import Any

from flask import make_response, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions.errors import Invalid, Refused
from cms.actions.inviting.claiming import awaits_person, open_invitation_to_claim, require_awaiting
from cms.actions.inviting.sending import invite
from cms.admin.base import Button, actor
from cms.admin.invitations.form import ticked_roles
from cms.admin.users.form import offered_roles
from cms.admin.users.leaving import LeavingView
from cms.admin.users.moving import require_may
from cms.extensions import db
from cms.models import User, now
from cms.rules.permissions import Permission, can

NOWHERE = ".invalid"  # what an import makes up where it knows no address
USUAL_ROLE = "author"


class ClaimingView(LeavingView):
    """Asks for the address, which the import may have made up, and for roles; then sends the mail."""

    @expose("/invitation/", methods=("GET", "POST"))
    def invitation_view(self) -> ResponseReturnValue:
        person = self.wanted()
        require_may(Permission.USER_CREATE, person)
        require_awaiting(person)
        email = request.form.get("email", _address(person))
        if request.method != "POST":
            return self._claim_page(person, email)
        try:
            invite(email, ticked_roles(), name=person.name, claims=person, by=actor())
        except (Invalid, Refused) as obstacle:
            db.session.rollback()
            return self._claim_page(self.wanted(), email, obstacle)
        return self._done(person, invited_sentence(email))

    def row_buttons(self, record: User) -> list[Button]:
        buttons = super().row_buttons(record)
        if may_invite(record):
            label = _("Send an invitation") if record.active else _("Invite to claim")
            buttons.insert(0, Button(label, self.get_url(".invitation_view", id=record.id)))
        return buttons

    def _claim_page(
        self, person: User, email: str, obstacle: Invalid | Refused | None = None
    ) -> ResponseReturnValue:
        ticked = request.form.getlist("roles") if request.method == "POST" else _usual(person)
        page = self.render(
            "admin/users/invitation.html",
            record=person,
            email=email,
            role_choices=offered_roles(ticked, person),
            faults=_sentences(obstacle),
        )
        return make_response(page, _code(obstacle))


def invited_sentence(email: str) -> str:
    """What is said once the mail is on its way."""
    return _("An invitation is on its way to %(email)s.", email=email)


def may_invite(person: User) -> bool:
    """Whether the account waits for its person, and who looks may call them."""
    if not (awaits_person(person) and can(actor(), Permission.USER_CREATE)):
        return False
    needed = () if person.active else (Permission.USER_EDIT, Permission.USER_DEACTIVATE)
    return all(can(actor(), permission, person) for permission in needed)


def invitation_panel(person: User) -> dict[str, Any] | None:
    """What was sent and is not answered, to who may send it again."""
    if not awaits_person(person) or not can(actor(), Permission.USER_CREATE):
        return None
    invitation = open_invitation_to_claim(person)
    if invitation is None:
        return None
    return {"invitation": invitation, "expired": invitation.expires_at <= now()}


def _address(person: User) -> str:
    return "" if person.email.endswith(NOWHERE) else person.email


def _usual(person: User) -> list[str]:
    """An imported author comes without a role and has posts to look after."""
    return [] if person.roles else [USUAL_ROLE]


def _sentences(obstacle: Invalid | Refused | None) -> dict[str, Any]:
    if obstacle is None:
        return {}
    return dict(obstacle.errors) if isinstance(obstacle, Invalid) else {"": obstacle.reason}


def _code(obstacle: Invalid | Refused | None) -> int:
    if obstacle is None:
        return 200
    return 422 if isinstance(obstacle, Invalid) else 403
