"""The link in the mail that invites: to look at it changes nothing, a press accepts."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cms.accounts.blueprint import accounts
from cms.accounts.factors.halfway import enter
from cms.accounts.invitation_page import form_for, invitation_page, signed_in_person, wanted_invitation
from cms.accounts.throttle import guard, passed
from cms.actions.errors import Invalid, NotPossible
from cms.actions.inviting.accepting import accept_anew, accept_as, account_for
from cms.extensions import db
from cms.models import Invitation, User
from cms.rules.throttling import Purpose


@accounts.route("/invitation/<token>", methods=["GET", "POST"])
def invitation(token: str) -> ResponseReturnValue:
    """GET shows who invites to what, POST accepts: with a new account, or the one that has the address."""
    if request.method != "POST":
        return invitation_page(wanted_invitation(token))
    guard(Purpose.INVITATION, "")
    wanted, person = wanted_invitation(token), signed_in_person()
    if person is not None:
        return _accept_here(wanted, person)
    if account_for(wanted) is not None:
        return invitation_page(wanted, code=409)
    return _accept_anew(wanted)


def _accept_here(wanted: Invitation, person: User) -> ResponseReturnValue:
    if account_for(wanted) is not person:
        return invitation_page(wanted, code=409)
    try:
        accept_as(wanted, person)
    except NotPossible as obstacle:
        db.session.rollback()
        return _again(wanted, obstacle)
    passed()
    db.session.commit()
    flash(_("You have accepted the invitation."), "success")
    return redirect(url_for("accounts.after_sign_in"))


def _accept_anew(wanted: Invitation) -> ResponseReturnValue:
    form = form_for(wanted)
    if not form.validate():
        return invitation_page(wanted, form, 422)
    db.session.commit()  # the hash takes long, and SQLite has one writer
    newcomer = form.newcomer()
    try:
        user = accept_anew(wanted, newcomer)
    except Invalid as error:
        db.session.rollback()
        form.show(error)
        return invitation_page(wanted, form, 422)
    except NotPossible as obstacle:
        db.session.rollback()
        return _again(wanted, obstacle)
    return enter(user, ["invitation"])


def _again(wanted: Invitation, obstacle: NotPossible) -> ResponseReturnValue:
    """Somebody else was quicker, or changed something meanwhile."""
    form = form_for(wanted)
    form.form_errors.append(str(obstacle))
    return invitation_page(wanted, form, 409)
