"""Hand out what is held about a person: to themselves, or to who answers for them."""

from typing import Any

from cms.actions.checks import require
from cms.actions.recording import record
from cms.models import User
from cms.rules.permissions import Permission


def release_data(user: User, *, by: Any) -> None:
    """See that `by` may have it, and log that it left. Everybody may have their own. Raises Refused."""
    if getattr(by, "id", None) != user.id:
        require(by, Permission.USER_EDIT, user)
        require(by, Permission.EXPORT)
    record("user.export_data", user, by=by)
