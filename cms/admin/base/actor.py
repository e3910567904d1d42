"""The person behind the request."""

from typing import Any

from flask_login import current_user


def actor() -> Any:
    """The signed-in User itself rather than Flask-Login's stand-in; a visitor's object when nobody is."""
    return current_user._get_current_object()
