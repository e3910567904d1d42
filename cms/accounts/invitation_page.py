"""The page of an invitation: who invites to what, and what the person before the screen can do about it."""

from typing import Any, NoReturn

from flask import abort, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from cms.accounts.invitation_form import InvitationForm
from cms.actions.inviting.accepting import account_for, invitation_named, obstacle_to
from cms.actions.inviting.letter import inviter_name
from cms.models import Invitation, User
from cms.rules.role_words import role_description, role_label
from cms.web.errors import error_page


def wanted_invitation(token: str) -> Invitation:
    """The open invitation; any other ends in a page that says what to do."""
    invitation = invitation_named(token)
    if invitation is None:
        _end(_("This link opens nothing. Use the one in the newest mail, or ask who invited you."))
    if sentence := obstacle_to(invitation):
        _end(str(sentence))
    return invitation


def _end(sentence: str) -> NoReturn:
    abort(error_page(410, _("This invitation is not open"), sentence))


def form_for(invitation: Invitation) -> InvitationForm:
    """As it was sent, or filled with what is known of the person."""
    claims = invitation.claims
    known = {
        "name": invitation.name or (claims.name if claims else ""),
        "handle": claims.handle if claims else "",
    }
    return InvitationForm(email=invitation.email, data=known)


def invitation_page(
    invitation: Invitation, form: InvitationForm | None = None, code: int = 200
) -> tuple[str, int]:
    """The form of a new account; to who has one, the way to accept with that."""
    account, person = account_for(invitation), signed_in_person()
    words: dict[str, Any] = {
        "invitation": invitation,
        "inviter": inviter_name(invitation),
        "roles": [(role_label(role), role_description(role)) for role in invitation.roles],
        "form": form or form_for(invitation),
        "account": account,
        "here": person,
        "stranger": person is not None and person is not account,
    }
    return render_template("accounts/invitation.html", **words), code


def reopen_invitation(sentence: str, code: int) -> tuple[str, int]:
    """The page again with what was typed, less the passwords."""
    invitation = wanted_invitation((request.view_args or {})["token"])
    form = form_for(invitation)
    form.form_errors.append(sentence)
    return invitation_page(invitation, form, code)


def signed_in_person() -> User | None:
    """Who is signed in in this browser."""
    return current_user._get_current_object() if current_user.is_authenticated else None
