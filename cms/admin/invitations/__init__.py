"""The invitations screen: who was asked in, to what, and what has become of it."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_admin.helpers import get_form_data
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import joinedload, lazyload

from cms.actions.errors import Refused
from cms.actions.inviting.revoking import revoke
from cms.actions.inviting.rights import require_may_invite
from cms.actions.inviting.sending import resend
from cms.admin.base import (
    BulkAct,
    Button,
    ChoiceFilter,
    ListArguments,
    Page,
    Permits,
    Tab,
    Titles,
    actor,
)
from cms.admin.events.logged import LoggedView
from cms.admin.invitations.columns import STATES, TONES, in_state, is_waiting, state_of
from cms.admin.invitations.form import MOST_AT_ONCE, InvitationsForm, ticked_roles
from cms.admin.invitations.inviting import Outcome, invite_all
from cms.admin.roles.queries import all_roles
from cms.admin.roles.words import role_label
from cms.admin.users.form import offered_roles
from cms.extensions import db
from cms.models import Invitation, Role, User
from cms.rules.builtin_roles import READER
from cms.rules.permissions import Decision, Permission, can
from cms.tools.mail_addresses import addressees


class InvitationsView(LoggedView):
    permits = Permits(view=Permission.USER_CREATE, create=Permission.USER_CREATE)
    titles = Titles(
        many=_l("Invitations"),
        one=_l("Invitation"),
        new=_l("Invite people"),
        empty=_l("Nobody has been invited yet."),
        search=_l("Search invitations by address or name"),
    )
    icon = "inbox"
    form = InvitationsForm
    column_list = ("email", "roles", "by", "sent_at", "expires_at")
    column_export_list = (
        "id",
        "email",
        "name",
        "roles",
        "sent_at",
        "expires_at",
        "accepted_at",
        "revoked_at",
    )
    column_labels = {
        "id": _l("Number"),
        "email": _l("E-mail address"),
        "name": _l("Name"),
        "roles": _l("Roles"),
        "by": _l("Invited by"),
        "sent_at": _l("Sent"),
        "expires_at": _l("Open until"),
        "accepted_at": _l("Accepted"),
        "revoked_at": _l("Revoked"),
    }
    column_sortable_list = ("email", "sent_at", "expires_at")
    default_order = ("created_at", True)
    search_columns = (Invitation.email, Invitation.name)
    list_filters = (
        ChoiceFilter("state", _l("State"), in_state, STATES.items),
        ChoiceFilter(
            "role",
            _l("Role"),
            lambda name: Invitation.roles.any(Role.name == name),
            lambda: [(role.name, role_label(role)) for role in all_roles()],
        ),
    )
    list_options = record_options = tuple(
        joinedload(person).options(lazyload(User.roles))
        for person in (Invitation.by, Invitation.claims, Invitation.user)
    )
    list_template = "admin/invitations/list.html"
    create_template = "admin/invitations/new.html"
    details_template = "admin/invitations/details.html"

    def create_form(self, obj: Any = None) -> InvitationsForm:
        return InvitationsForm(get_form_data())

    def form_context(self, form: Any, record: Any) -> dict[str, Any]:
        ticked = request.form.getlist("roles") if request.method == "POST" else [READER]
        return {"role_choices": offered_roles(ticked), "outcome": None}

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> ResponseReturnValue:
        self.require("create")
        form = self.create_form()
        if request.method != "POST":
            return self.form_page(form)
        roles, these = ticked_roles(), addressees(form.addresses.data or "")
        if not self._is_sound(form, roles, len(these)):
            return self.form_page(form, code=422)
        try:
            require_may_invite("", roles, None, by=actor())
        except Refused as refusal:
            return self.unsaved(form, refusal)
        outcome = invite_all(these, roles)
        db.session.commit()
        return self._answer(form, outcome)

    @expose("/sending/", methods=("POST",))
    def sending_view(self) -> ResponseReturnValue:
        invitation = self.wanted()
        resend(invitation, by=actor())
        return self._done(_("A new link is on its way to %(email)s.", email=invitation.email))

    @expose("/revocation/", methods=("POST",))
    def revocation_view(self) -> ResponseReturnValue:
        invitation = self.wanted()
        revoke(invitation, by=actor())
        return self._done(_("The invitation to %(email)s opens nothing any more.", email=invitation.email))

    def row_url(self, record: Invitation) -> str:
        return self.get_url("invitations.details_view", id=record.id)

    def row_buttons(self, record: Invitation) -> list[Button]:
        if not (is_waiting(record) and can(actor(), Permission.USER_CREATE)):
            return []
        fields = {"id": record.id}
        return [
            Button(_("Send again"), self.get_url(".sending_view"), post=True, fields=fields),
            Button(_("Revoke"), self.get_url(".revocation_view"), post=True, fields=fields),
        ]

    def tabs(self, arguments: ListArguments) -> list[Tab]:
        present = arguments.filters.get("state")
        others = {key: value for key, value in arguments.filters.items() if key != "state"}
        states = ((None, _l("All")), *STATES.items())
        return [
            Tab(label, self.list_url(arguments.but(filters=_with(others, state))), present == state)
            for state, label in states
        ]

    def list_context(self, page: Page) -> dict[str, Any]:
        return {**super().list_context(page), **_WORDS}

    def details_context(self, record: Invitation) -> dict[str, Any]:
        return {**super().details_context(record), **_WORDS, "sees_people": bool(_sees_people())}

    def bulk_acts(self) -> Sequence[BulkAct]:
        return (
            BulkAct("resend", _l("Send again"), _may_resend, lambda it, _text: resend(it, by=actor())),
            BulkAct(
                "revoke", _l("Revoke"), _may_revoke, lambda it, _text: revoke(it, by=actor()), grave=True
            ),
        )

    def _is_sound(self, form: InvitationsForm, roles: list[Role], count: int) -> bool:
        sound = form.validate()
        if count > MOST_AT_ONCE:
            form.complain({"addresses": _("These are %(count)s. Invite at most 50 at once.", count=count)})
        if not roles:
            form.complain({"": _("Choose at least one role: without any, they could do nothing here.")})
        return sound and bool(roles) and count <= MOST_AT_ONCE

    def _answer(self, form: InvitationsForm, outcome: Outcome) -> ResponseReturnValue:
        """Back to the list, or the form again with the addresses that were not invited."""
        sentence = ngettext(
            "%(num)d invitation is on its way.", "%(num)d invitations are on their way.", len(outcome.invited)
        )
        if outcome.invited:
            flash(sentence, "success")
        if not outcome.faults:
            return redirect(self.get_url(".index_view"))
        form.addresses.data = "\n".join(fault.typed for fault in outcome.faults)
        context = {**self.form_context(form, None), "outcome": outcome, "sees_people": bool(_sees_people())}
        return self.render(self.create_template, form=form, record=None, model=None, **context), 422

    def _done(self, sentence: str) -> ResponseReturnValue:
        db.session.commit()
        flash(sentence, "success")
        return redirect(self.get_url(".index_view"))


def _may_resend(_invitation: Invitation | None) -> Decision:
    """Of each one the action asks whether its roles may be given."""
    decision = can(actor(), Permission.USER_CREATE)
    return can(actor(), Permission.ROLE_ASSIGN) if decision else decision


def _may_revoke(_invitation: Invitation | None) -> Decision:
    return can(actor(), Permission.USER_CREATE)


def _with(others: dict[str, str], state: str | None) -> dict[str, str]:
    return {**others, "state": state} if state else others


def _sees_people() -> Any:
    return can(actor(), Permission.USER_VIEW)


_WORDS = {"state_of": state_of, "states": STATES, "tones": TONES, "role_label": role_label}
