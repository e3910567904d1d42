"""The one place that no sign-in goes round: whoever has a second factor is signed in only with it.

Flask-Login tells of every sign-in, whichever page or extension begins it. Here it is taken back and waits.
"""

from typing import Any

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import user_logged_in
from flask_login.config import SESSION_KEYS
from flask_security import login_user
from flask_wtf.csrf import generate_csrf

from cms.accounts.answers import as_json, wants_json
from cms.accounts.gate import is_local
from cms.accounts.throttle import passed
from cms.actions.factors.pending import begin_pending, pending_of
from cms.extensions import db
from cms.models import PendingSignIn, User

PENDING = "pending_sign_in"
# Nobody comes in there: they renew the sign-in of a person whose request proves it, and need one to be asked.
RENEWING = {"security.change_password"}


class SecondFactorNeeded(Exception):
    """The password was right and is not enough."""


def init_app(app: Flask) -> None:
    user_logged_in.connect(stop_halfway, app)
    app.register_error_handler(SecondFactorNeeded, ask_for_second_factor)


def stop_halfway(app: Flask, user: User, **_extra: Any) -> None:
    """Take a sign-in back that lacks its second factor. Raises SecondFactorNeeded."""
    if g.get("proven") == user.id or request.endpoint in RENEWING or not user.has_factor:
        return
    remember = session.get("_remember") == "set"
    for key in SESSION_KEYS:
        session.pop(key, None)
    current_app.login_manager._update_request_context_with_user()  # type: ignore[attr-defined]  # to a visitor
    session[PENDING] = begin_pending(user, remember=remember, next_page=_next_page()).key
    raise SecondFactorNeeded


def ask_for_second_factor(error: SecondFactorNeeded) -> ResponseReturnValue:
    """Lead to the page that asks for it; a script is told so, with a code that no sign-in has."""
    passed()
    db.session.commit()
    if wants_json():
        sentence = _("The password is right. Now send the second factor.")
        answer = {"errors": [sentence], "second_factor": url_for("accounts.second_factor")}
        return as_json({**answer, "csrf_token": generate_csrf()}, 401, None, None)
    return redirect(url_for("accounts.second_factor"))


def present_pending() -> tuple[PendingSignIn, User] | None:
    """What waits in this browser."""
    key = session.get(PENDING)
    return pending_of(key) if key else None


def enter(user: User, via: list[str], *, remember: bool = False, next_page: str = "") -> ResponseReturnValue:
    """Sign in a person who has proven everything, and lead on."""
    _sign_in(user, via, remember)
    db.session.commit()
    if wants_json():
        return as_json({"csrf_token": generate_csrf()}, 200, None, None)
    return redirect(next_page if is_local(next_page) else url_for("accounts.after_sign_in"))


def renew(user: User) -> None:
    """Go on being signed in here, after the account's other sign-ins were ended."""
    _sign_in(user, ["change"], remember=False)
    db.session.commit()


def _sign_in(user: User, via: list[str], remember: bool) -> None:
    session.pop(PENDING, None)
    g.proven = user.id
    login_user(user, remember=remember, authn_via=via)


def _next_page() -> str:
    # Ways that lead off the site have been taken out of the request: cms/accounts/gate.py.
    return str(request.form.get("next") or request.args.get("next") or "")
