"""An address without an account costs as much work as one with: the time tells nothing either."""

import uuid
from typing import Any

from flask import Flask
from flask_security import user_not_registered
from flask_security.utils import hash_data, hash_password

from cms.accounts import letters
from cms.accounts.commits import commit_at_end
from cms.actions.people import register
from cms.engines.outbox import NOBODY
from cms.extensions import db
from cms.models import User

TOKENS = ("confirmation_token", "reset_token", "token")


def init_app(app: Flask) -> None:
    """Hear of registrations for addresses that have an account."""
    user_not_registered.connect(_register_nobody, app)


def mail_nobody(template: str, **more: Any) -> None:
    """Put the letter that a known address would get into the outbox, where it is thrown away."""
    nobody = User(email="somebody@example.com", handle="nobody", name="", fs_uniquifier="nobody")
    words: dict[str, Any] = {**dict.fromkeys(TOKENS, hash_data("nothing")), **more}
    letters.write(template, NOBODY, user=nobody, **words)
    commit_at_end()


def take_as_long_as_a_password() -> None:
    """Hash something slowly, so that what little is left of a difference drowns in it."""
    hash_password("as long as for every other address")


def _register_nobody(app: Flask, **_extra: Any) -> None:
    """Add a person as for a new address, and take it back."""
    with db.session.begin_nested() as added:
        register(f"{uuid.uuid4().hex}@example.com", "")
        db.session.flush()
        added.rollback()
