"""What happens at the door is logged: Flask-Security's signals become events."""

import hmac
from typing import Any

from flask import Flask, current_app
from flask_login import user_logged_out
from flask_security import (
    change_email_confirmed,
    change_email_instructions_sent,
    confirm_instructions_sent,
    password_changed,
    password_reset,
    reset_password_instructions_sent,
    user_confirmed,
    user_failed_authn,
    user_not_registered,
)

from cms.accounts import letters
from cms.accounts.commits import commit_at_end
from cms.actions import people
from cms.models import User

PLAIN = {
    user_confirmed: "user.confirm",
    password_changed: "user.change_password",
    password_reset: "user.reset_password",
    user_logged_out: "user.sign_out",
    change_email_instructions_sent: "user.ask_new_address",
}
ATTEMPTS = {
    user_failed_authn: "user.sign_in_failed",
    user_not_registered: "user.register_again",
    reset_password_instructions_sent: "user.ask_reset",
    confirm_instructions_sent: "user.ask_confirmation",
}


def init_app(app: Flask) -> None:
    """Listen to what Flask-Security and Flask-Login tell."""
    for signal, verb in PLAIN.items():
        signal.connect(_noting(verb), app, weak=False)
    for signal, verb in ATTEMPTS.items():
        signal.connect(_noting_attempt(verb), app, weak=False)
    change_email_confirmed.connect(_address_changed, app)


def note_attempt(verb: str, user: User | None, address: str) -> None:
    """Log what somebody tried who is not signed in, without keeping an address that has no account."""
    people.note_attempt(verb, user, digest(address))
    commit_at_end()


def digest(address: str) -> str:
    """A short keyed digest: the same address gives the same, and nobody without the key finds it out."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, address.lower().encode(), "sha256").hexdigest()[:16]


def _noting(verb: str) -> Any:
    def note(app: Flask, user: Any, **_extra: Any) -> None:
        person = _person(user)
        if person is not None:
            people.note(verb, person)
            commit_at_end()

    return note


def _noting_attempt(verb: str) -> Any:
    def note(app: Flask, user: Any, **_extra: Any) -> None:
        note_attempt(verb, _person(user), "")

    return note


def _address_changed(app: Flask, user: Any, old_email: str, **_extra: Any) -> None:
    people.note("user.change_address", user)
    letters.write("mail/address_changed", old_email, user=user)
    commit_at_end()


def _person(user: Any) -> User | None:
    """The row behind Flask-Login's stand-in; None for a visitor."""
    row = user._get_current_object() if hasattr(user, "_get_current_object") else user
    return row if isinstance(row, User) else None
