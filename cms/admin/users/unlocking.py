"""A locked account on the screen of its person, and the button that opens it."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions.checks import require
from cms.actions.unlocking import unlock
from cms.admin.base import actor
from cms.admin.users.sessions import SessionEndingView
from cms.engines.tallies import locked_until
from cms.models import User
from cms.rules.permissions import Permission, can


class UnlockingView(SessionEndingView):
    """Lets a person try to sign in again before the lock ends by itself."""

    @expose("/unlocking/", methods=("POST",))
    def unlocking_view(self) -> ResponseReturnValue:
        person = self.wanted()
        require(actor(), Permission.USER_DEACTIVATE, person)  # for the own account a link is mailed
        unlock(person, by=actor())
        return self._done(person, _("%(name)s can try to sign in again.", name=person))


def lock_panel(person: User) -> dict[str, Any] | None:
    """Until when the account is locked; nothing where it is not, or to who could not unlock it."""
    if not can(actor(), Permission.USER_DEACTIVATE, person):
        return None
    until = locked_until(person)
    return {"until": until} if until else None
