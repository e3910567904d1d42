"""Add, rename and remove passkeys."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import auth_required

from cms.accounts.factors.browser import browser, typed
from cms.accounts.factors.codes import codes_page
from cms.accounts.factors.halfway import renew
from cms.accounts.factors.proof import prove_anew
from cms.accounts.factors.security import attempt, done, own_passkey, person
from cms.accounts.views import accounts
from cms.actions.factors.passkeys import add_passkey as add
from cms.actions.factors.passkeys import handle_of, remove_passkey, rename_passkey
from cms.engines.passkeys import creation_options
from cms.engines.reading.factors import factors_of
from cms.extensions import db
from cms.models import User
from cms.web.errors import error_page
from cms.web.logins import current_login


@accounts.post("/account/security/passkeys/challenge")
@auth_required("session")
def passkey_options() -> ResponseReturnValue:
    """What the browser is to ask of an authenticator; with a wrong password, why not."""
    if fault := prove_anew():
        return error_page(422, _("Something needs a correction"), fault)
    user = person()
    known = factors_of(user).passkeys
    options = creation_options(user, known, handle_of(user), browser())
    return Response(options, mimetype="application/json")


@accounts.post("/account/security/passkeys")
@auth_required("session")
def add_passkey() -> ResponseReturnValue:
    def act(user: User) -> ResponseReturnValue:
        codes = add(
            user, typed("credential"), typed("name"), browser=browser(), by=user, keep=current_login()
        )
        renew(user)
        sentence = _("The passkey is set up. You can sign in with it.")
        return codes_page(codes, sentence) if codes else done(sentence)

    return attempt("passkey", act)


@accounts.post("/account/security/passkeys/<int:id>/name")
@auth_required("session")
def passkey_name(id: int) -> ResponseReturnValue:
    row = own_passkey(id)

    def act(user: User) -> ResponseReturnValue:
        rename_passkey(user, row, typed("name"), by=user)
        db.session.commit()
        return redirect(url_for("accounts.security"))

    return attempt(f"name-{row.id}", act, proven=False)


@accounts.post("/account/security/passkeys/<int:id>/removal")
@auth_required("session")
def passkey_removal(id: int) -> ResponseReturnValue:
    row = own_passkey(id)

    def act(user: User) -> ResponseReturnValue:
        remove_passkey(user, row, by=user, keep=current_login())
        return done(_("The passkey is removed. Delete it from your device too."))

    return attempt(f"passkey-{row.id}", act)
