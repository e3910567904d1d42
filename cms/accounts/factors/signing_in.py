"""Passkeys at sign-in: as the only thing that is asked for, and the challenges for both uses."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cms.accounts.factors.attempts import guard_attempt
from cms.accounts.factors.browser import browser, typed
from cms.accounts.factors.halfway import enter, present_pending
from cms.accounts.journal import note_attempt
from cms.accounts.views import accounts
from cms.actions.factors.passkeys import passkey_named_in, prove_by_passkey
from cms.engines.passkeys import FIRST, SECOND, request_options
from cms.engines.reading.factors import factors_of
from cms.extensions import db
from cms.models import User
from cms.web.errors import error_page


@accounts.post("/login/passkey/challenge")
def passkey_challenge() -> ResponseReturnValue:
    """What the browser is to ask its authenticators: any passkey of this site, or those of who waits."""
    if typed("purpose") != SECOND:
        return _json(request_options(FIRST, browser()))
    waiting = present_pending()
    if waiting is None:
        return error_page(401, _("Please sign in"), _("Sign in with your password first."))
    return _json(request_options(SECOND, browser(), factors_of(waiting[1]).passkeys))


@accounts.post("/login/passkey")
def passkey_sign_in() -> ResponseReturnValue:
    """Sign in by a passkey alone: the device has asked who holds it."""
    answer = typed("credential")
    user = _claimed(answer)
    if user is not None:
        guard_attempt(user)
    if user is None or not prove_by_passkey(user, answer, browser=browser(), purpose=FIRST):
        if answer:
            note_attempt("user.sign_in_failed", user, "")
        db.session.commit()
        flash(_("That passkey did not open an account. Try again, or sign in with your password."), "error")
        return redirect(url_for("security.login", next=typed("next") or None))
    return enter(user, ["passkey"], next_page=typed("next"))


def _claimed(answer: str) -> User | None:
    """Whose passkey the answer says it is, if that person may sign in."""
    passkey = passkey_named_in(answer)
    user = db.session.get(User, passkey.user_id) if passkey else None
    return user if user is not None and user.active and user.confirmed_at else None


def _json(options: str) -> Response:
    return Response(options, mimetype="application/json")
