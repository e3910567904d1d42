"""The sign-in behind the request, for every door."""

from flask import g, has_request_context
from flask_login import current_user

from cms.models import LoginSession


def current_login() -> LoginSession | None:
    """The row of the device that asks; None for visitors and outside requests."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    login: LoginSession | None = g.get("login")
    return login
