"""Passwords that an operator sets for a person, on the machine itself."""

from typing import Any
from uuid import uuid4

from cms.actions.checks import require
from cms.actions.recording import record
from cms.actions.sessions import close
from cms.models import EndReason, User, now
from cms.rules.permissions import Permission


def set_password(user: User, hashed: str, *, by: Any) -> None:
    """Give the account a password (its hash) and hold its address confirmed: the operator vouches for it.

    Every session and every mailed link of the account ends. Raises Refused.
    """
    require(by, Permission.USER_EDIT, user)
    user.password = hashed
    user.confirmed_at = user.confirmed_at or now()
    user.fs_uniquifier = uuid4().hex
    close(user, EndReason.PASSWORD)
    record("user.set_password", user, by=by)
