"""Where a person is signed in: the list of their devices, and how each of them is signed out."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cms.accounts.blueprint import accounts
from cms.accounts.sections import own_page
from cms.actions.errors import NotPossible
from cms.actions.sessions import disown, end, end_all
from cms.engines.sign_ins import live_sign_ins, past_sign_ins, sign_in_named, sign_in_of
from cms.extensions import db
from cms.models import User
from cms.tools.numbers import key_in
from cms.web.logins import current_login


@accounts.get("/account/sessions")
def sign_ins() -> ResponseReturnValue:
    """The person's devices, this one first."""
    person, here = current_user._get_current_object(), current_login()
    live = sorted(live_sign_ins(person), key=lambda login: login is not here)
    return own_page("accounts/sign_ins.html", live=live, here=here, past=past_sign_ins(person))


@accounts.post("/account/sessions/end")
def end_sign_in() -> ResponseReturnValue:
    """Sign one device out, or with `others` all but this one."""
    person = current_user._get_current_object()
    sentence = _end_others(person) if request.form.get("others") else _end_one(person)
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for("accounts.sign_ins"))


@accounts.route("/sign-in/<token>", methods=["GET", "POST"])
def disown_sign_in(token: str) -> ResponseReturnValue:
    """The link in the mail about a new device: one press ends what that device may do."""
    login = sign_in_named(token)
    if login is None:
        abort(410, _("This link no longer works. Sign in and look at your devices under “Your account”."))
    if request.method == "GET":
        return render_template("accounts/disown.html", login=login)
    try:
        disown(login)
        db.session.commit()
    except NotPossible:
        db.session.rollback()
    flash(_("That device is signed out. Set a new password now: somebody may know the old one."), "success")
    return redirect(url_for("security.forgot_password"))


def _end_others(person: User) -> str:
    ended = end_all(person, by=person, keep=current_login())
    if not ended:
        return _("You are signed in on this device alone.")
    return ngettext("%(num)d other device is signed out.", "%(num)d other devices are signed out.", ended)


def _end_one(person: User) -> str:
    login = sign_in_of(person, key_in(request.form.get("session")) or 0) or abort(404)
    name = login.device or _("The device")
    try:
        end(login, by=person)
    except NotPossible:  # pressed twice: it is as they wanted it
        db.session.rollback()
    return _("%(device)s is signed out.", device=name)
