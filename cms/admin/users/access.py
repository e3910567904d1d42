"""What the person before the screen can ask and see of somebody's rights."""

from typing import Any

from cms.admin.base import actor
from cms.admin.why import asks_for_anyone
from cms.models import User
from cms.rules.permissions import Permission, can


def access_of(person: User) -> dict[str, Any] | None:
    """Whether the buttons "Why?" and "View as" stand there; None without either."""
    may_ask = asks_for_anyone()
    may_view = person.active and person.id != actor().id
    may_view = may_view and bool(can(actor(), Permission.USER_VIEW_AS, person))
    return {"may_ask": may_ask, "may_view": may_view} if may_ask or may_view else None
