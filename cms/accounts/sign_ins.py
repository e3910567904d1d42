"""Every sign-in is a row: the cookie names it, and once it is ended the cookie opens nothing."""

from typing import Any

from flask import Flask, g, request, session
from flask_login import user_logged_out
from flask_security import (
    Security,
    change_email_confirmed,
    password_changed,
    password_reset,
    user_authenticated,
)
from flask_security.utils import set_request_attr

from cms.accounts import letters
from cms.accounts.commits import commit_at_end
from cms.actions import sessions
from cms.engines.sign_ins import has_signed_in_before, is_known, signed_in_by, token_of
from cms.models import EndReason, LoginSession, User
from cms.tools.devices import device_named, place_of
from cms.web.devices import device_of

KEY = "sign_in"
# How the log calls what somebody came in by; whatever else Flask-Security knows begins with a mailed link.
_WAYS = {
    "password": "password",
    "authenticator app": "app",
    "recovery code": "recovery_code",
    "passkey": "passkey",
}


def init_app(app: Flask, security: Security) -> None:
    """Take Flask-Login's look-up of people over, and begin a row whenever somebody comes in."""
    security.login_manager.user_loader(person_of)
    user_authenticated.connect(_came_in, app)
    user_logged_out.connect(_left, app)
    password_changed.connect(_ending(EndReason.PASSWORD, spare_this=True), app, weak=False)
    password_reset.connect(_ending(EndReason.PASSWORD), app, weak=False)
    change_email_confirmed.connect(_ending(EndReason.ADDRESS), app, weak=False)


def person_of(uniquifier: str) -> User | None:
    """Who the cookie stands for. It names the person's key and the sign-in's: both must be good."""
    login = signed_in_by(str(session.get(KEY, "")), str(uniquifier))
    if login is None:
        return None
    g.login = login
    # What Flask-Security's own pages look for.
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", login.fresh_at.timestamp())
    return login.user


def renew_key() -> None:
    """The person behind the request has proved anew who they are. Commit, whatever comes after."""
    login: LoginSession | None = g.get("login")
    if login is not None:
        session[KEY] = sessions.prove(login)


def _came_in(app: Flask, user: User, authn_via: list[str] | None = None, **_extra: Any) -> None:
    if authn_via == ["change"]:  # a changed password renews the cookie: nobody came in
        renew_key()
        commit_at_end()
        return
    # Asked to stay, Flask-Login would set a cookie of its own, which no row could end.
    lasting = session.pop("_remember", None) == "set"
    session.permanent = lasting
    device, place = device_named(request.headers.get("User-Agent", "")), place_of(request.remote_addr or "")
    unheard_of = has_signed_in_before(user) and not (device_of(user.email) or is_known(user, device, place))
    way = [_WAYS.get(step, "link") for step in authn_via or ()]
    g.login, session[KEY] = sessions.begin(user, way=way, device=device, place=place, lasting=lasting)
    if unheard_of:
        token = token_of(g.login)
        letters.write("mail/new_device", user.email, user=user, login=g.login, token=token)
    commit_at_end()


def _left(app: Flask, **_extra: Any) -> None:
    session.pop(KEY, None)
    login: LoginSession | None = g.pop("login", None)
    if login is not None:
        sessions.leave(login)
        commit_at_end()


def _ending(reason: EndReason, *, spare_this: bool = False) -> Any:
    def end(app: Flask, user: User, **_extra: Any) -> None:
        sessions.close(user, reason, keep=g.get("login") if spare_this else None)
        commit_at_end()

    return end
