"""The page after the password: by the app, by a passkey, by a recovery code."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cms.accounts.answers import as_json, wants_json
from cms.accounts.factors.attempts import guard_attempt
from cms.accounts.factors.browser import browser, typed
from cms.accounts.factors.halfway import PENDING, enter, present_pending
from cms.accounts.journal import note_attempt
from cms.accounts.views import accounts
from cms.actions.factors.apps import prove_by_code
from cms.actions.factors.codes import prove_by_recovery_code
from cms.actions.factors.passkeys import prove_by_passkey
from cms.actions.factors.pending import MOST_TRIES, count_try, finish
from cms.engines.reading.factors import factors_of
from cms.engines.relying_party import works_at
from cms.extensions import db
from cms.models import PendingSignIn, User

# By the field that holds it: how it is proven, and what the log calls it.
WAYS: dict[str, tuple[Callable[[User, str], bool], str]] = {
    "credential": (lambda user, answer: prove_by_passkey(user, answer, browser=browser()), "passkey"),
    "recovery_code": (prove_by_recovery_code, "recovery code"),
    "code": (prove_by_code, "authenticator app"),
}


@accounts.route("/login/second", methods=["GET", "POST"])
def second_factor() -> ResponseReturnValue:
    """Ask for the second factor, and look at it."""
    waiting = present_pending()
    if waiting is None:
        return _from_the_start(_("Sign in with your password first, then comes the second factor."))
    if request.method == "POST":
        return _tried(*waiting)
    return _page(waiting[1])


def _tried(pending: PendingSignIn, user: User) -> ResponseReturnValue:
    guard_attempt(user)
    if not count_try(pending):
        return _from_the_start(_("That was the last try. Sign in with your password again."))
    way = next((name for name in WAYS if typed(name).strip()), "code")
    prove, called = WAYS[way]
    if not prove(user, typed(way)):
        left = MOST_TRIES - pending.tries
        note_attempt("user.second_factor_failed", user, user.email)
        db.session.commit()
        return (
            _page(user, way)
            if left
            else _from_the_start(_("That was the last try. Sign in with your password again."))
        )
    if not finish(pending):
        return _from_the_start(_("Sign in with your password first, then comes the second factor."))
    via, remember, next_page = ["password", called], pending.remember, pending.next_page
    return enter(user, via, remember=remember, next_page=next_page)


def _page(user: User, wrong: str = "") -> ResponseReturnValue:
    faults = {
        "code": _("That is not the present code, or it was used already. Wait for the next one and type it."),
        "recovery_code": _("That is none of your unused recovery codes. Check it for typing errors."),
        "credential": _("The passkey did not answer as it should. Try again, or choose another way."),
    }
    if wants_json() and wrong:
        return as_json({"errors": [faults[wrong]]}, 422, None, None)
    page = render_template(
        "accounts/factors/second.html",
        factors=factors_of(user),
        passkeys_work=works_at(request.host),
        faults={wrong: faults[wrong]} if wrong else {},
    )
    return page, 422 if wrong else 200


def _from_the_start(sentence: str) -> ResponseReturnValue:
    session.pop(PENDING, None)
    db.session.commit()
    if wants_json():
        return as_json({"errors": [sentence]}, 401, None, None)
    flash(sentence, "info")
    return redirect(url_for("security.login"))
