"""What ties a challenge to one browser, and what was typed into a form or sent as JSON."""

import secrets

from flask import request, session

BROWSER = "browser"


def browser() -> str:
    """A random name of this browser, kept in its signed session."""
    if BROWSER not in session:
        session[BROWSER] = secrets.token_urlsafe(16)
    return str(session[BROWSER])


def typed(name: str) -> str:
    """A field of the form or of the JSON that was sent; empty when there is none."""
    fields = request.get_json(silent=True) if request.is_json else request.form
    value = fields.get(name) if fields else None
    return value if isinstance(value, str) else ""
