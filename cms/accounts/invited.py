"""Whoever sets a password by a mailed link has shown that the address is theirs."""

from typing import Any

from flask import Flask
from flask_security import password_reset

from cms.actions import people
from cms.models import User, now


def init_app(app: Flask) -> None:
    """Listen to passwords being set."""
    password_reset.connect(_confirm, app)


def _confirm(app: Flask, user: User, **_extra: Any) -> None:
    # People who registered can't ask for such a link before they have confirmed: this is somebody invited.
    if user.confirmed_at is None:
        user.confirmed_at = now()
        people.note("user.confirm", user)
