"""How often the pages of accounts may be tried: asked before their forms look at anything."""

from typing import Any

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import (
    change_email_instructions_sent,
    password_changed,
    password_reset,
    user_authenticated,
)
from flask_security.proxies import _security
from sqlalchemy import select

from cms.accounts import letters
from cms.accounts.commits import commit_at_end
from cms.accounts.evenness import mail_nobody
from cms.accounts.reopening import reopened
from cms.actions.unlocking import note_lock, token_of
from cms.engines.tallies import release
from cms.extensions import db
from cms.models import User
from cms.rules.throttling import Purpose
from cms.web import devices
from cms.web.errors import error_page
from cms.web.throttling import Attempt, attempt

LETTER = "mail/locked"
GUARDED = {
    "security.login": Purpose.SIGN_IN,
    "security.register": Purpose.REGISTER,
    "security.forgot_password": Purpose.RESET,
    "security.send_confirmation": Purpose.CONFIRM,
    "security.change_password": Purpose.OWN_PASSWORD,
    "security.change_email": Purpose.OWN_PASSWORD,
}


class TooMany(Exception):
    """The try is held."""

    def __init__(self, tried: Attempt) -> None:
        super().__init__(tried.sentence)
        self.tried = tried


def init_app(app: Flask) -> None:
    """Stand before the forms, and hear whether what they were sent was right."""
    app.before_request(count)
    app.after_request(tell_of_lock)
    app.register_error_handler(TooMany, lambda error: held_page(error.tried))
    user_authenticated.connect(_came_in, app)
    for signal in (password_changed, change_email_instructions_sent):
        signal.connect(_passed, app)
    password_reset.connect(_password_reset, app)


def count() -> ResponseReturnValue | None:
    """Count the try; show the form again, with what was typed, to who has to wait."""
    purpose = GUARDED.get(request.endpoint or "")
    if purpose is None or request.method != "POST":
        return None
    own = purpose == Purpose.OWN_PASSWORD
    if own and not current_user.is_authenticated:
        return None
    g.attempt = attempt(purpose, current_user.email if own else _typed_address())
    return held_page(g.attempt) if g.attempt.held else None


def guard(purpose: Purpose, account: str) -> None:
    """Count a try of what this page is about to look at; raises TooMany. Commits what was read so far."""
    g.attempt = attempt(purpose, account)
    if g.attempt.held:
        raise TooMany(g.attempt)


def held_page(tried: Attempt) -> Response:
    """429, the same for accounts that exist and for those that don't."""
    page = reopened(tried.sentence, 429) or error_page(429, _("Too many tries"), tried.sentence)
    page.headers.update(tried.headers)
    return page


def tell_of_lock(response: Response) -> Response:
    """Mail the owner of an account that has just been locked: somebody guesses, or it was they themselves."""
    tried: Attempt | None = g.get("attempt")
    if not (tried and tried.locks_until) or g.get("attempt_passed"):
        return response
    user = db.session.scalar(select(User).where(User.email == tried.account, User.active))
    if user is None:
        mail_nobody(LETTER, until=tried.locks_until)
        db.session.commit()
        return response
    note_lock(user, until=tried.locks_until)
    words = {"until": tried.locks_until, "token": token_of(user)}
    letters.write(LETTER, user.email, user=user, **words)
    db.session.commit()
    return response


def passed() -> None:
    """What was tried in this request was right."""
    tried: Attempt | None = g.get("attempt")
    if tried is not None:
        g.attempt_passed = True
        tried.passed()
        commit_at_end()


def _came_in(app: Flask, user: User, **_extra: Any) -> None:
    passed()
    devices.remember(user.email)


def _passed(app: Flask, **_extra: Any) -> None:
    passed()


def _password_reset(app: Flask, user: User, **_extra: Any) -> None:
    """Who followed the mailed link has shown whose account it is: no lock keeps them out of this browser."""
    release(user)
    devices.remember(user.email)
    commit_at_end()


def _typed_address() -> str:
    """The account that is meant, however its address is spelt."""
    sent: Any = request.get_json(silent=True) if request.is_json else request.form
    typed = str(sent.get("email") or "") if hasattr(sent, "get") else ""
    try:
        return str(_security.mail_util.normalize(typed))
    except ValueError:
        return typed
