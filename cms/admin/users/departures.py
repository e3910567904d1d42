"""What is on its way from one person to another, for who may see it."""

from typing import Any

from flask_babel import gettext as _

from cms.actions.departing import departure_of
from cms.models import User


def departure_panel(person: User) -> dict[str, Any] | None:
    """How far it is, and why it has stopped."""
    going = departure_of(person)
    if going is None:
        return None
    if going.target is None:
        return {"going": going, "progress": _("%(posts)s texts have moved so far.", posts=going.posts)}
    words = {"posts": going.posts, "name": going.target.display_name}
    return {"going": going, "progress": _("%(posts)s texts have moved to %(name)s so far.", **words)}
