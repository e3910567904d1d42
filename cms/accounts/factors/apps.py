"""Set an authenticator app up, and remove one."""

import segno
from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import auth_required

from cms.accounts.factors.browser import typed
from cms.accounts.factors.codes import codes_page
from cms.accounts.factors.halfway import renew
from cms.accounts.factors.security import attempt, done, own_app, person
from cms.accounts.sections import own_page
from cms.accounts.views import accounts
from cms.actions.errors import Invalid, NotPossible
from cms.actions.factors.apps import begin_app as begin
from cms.actions.factors.apps import confirm_app, remove_app, shown_secret
from cms.engines.secrecy import Unreadable
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import AuthenticatorApp, User
from cms.tools.totp import address_of, in_groups
from cms.web.logins import current_login


@accounts.post("/account/security/apps")
@auth_required("session")
def begin_app() -> ResponseReturnValue:
    """Make a secret; the next page shows it."""

    def act(user: User) -> ResponseReturnValue:
        app = begin(user, typed("name"), by=user)
        db.session.commit()
        return redirect(url_for("accounts.app", id=app.id))

    return attempt("app", act)


@accounts.route("/account/security/apps/<int:id>", methods=["GET", "POST"])
@auth_required("session")
def app(id: int) -> ResponseReturnValue:
    """The secret as a picture and in letters, and the field for the first code."""
    row = own_app(id)
    if row.confirmed_at is not None:
        return redirect(url_for("accounts.security"))
    if request.method != "POST":
        return _page(row)
    user = person()
    try:
        codes = confirm_app(user, row, typed("code"), by=user, keep=current_login())
    except Invalid as error:
        db.session.rollback()
        return _page(row, str(error.errors["code"]))
    renew(user)
    sentence = _("The app is set up. From now on its code is asked for after your password.")
    return codes_page(codes, sentence) if codes else done(sentence)


@accounts.post("/account/security/apps/<int:id>/removal")
@auth_required("session")
def app_removal(id: int) -> ResponseReturnValue:
    row = own_app(id)

    def act(user: User) -> ResponseReturnValue:
        remove_app(user, row, by=user, keep=current_login())
        return done(_("The app is removed. Its codes no longer work here."))

    return attempt(f"app-{row.id}", act)


def _page(row: AuthenticatorApp, fault: str = "") -> ResponseReturnValue:
    try:
        secret = shown_secret(row)
    except Unreadable:
        raise NotPossible(_("This page was open for too long. Begin anew.")) from None
    address = address_of(secret, person().email, str(setting("site_name")))
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="white")
    given = {"row": row, "secret": in_groups(secret), "address": address, "picture": picture}
    return own_page("accounts/factors/app.html", fault=fault, **given), 422 if fault else 200
