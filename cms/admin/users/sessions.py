"""Where a person is signed in, for those who may close accounts: seen and ended."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _
from flask_babel import ngettext

from cms.actions.checks import require
from cms.actions.sessions import end, end_all
from cms.admin.base import actor
from cms.admin.users.claiming import ClaimingView
from cms.engines.sign_ins import live_sign_ins, sign_in_of
from cms.models import User
from cms.rules.permissions import Permission, can
from cms.web.logins import current_login


class SessionEndingView(ClaimingView):
    """Ends one sign-in of a person, or all of them."""

    @expose("/sessions/", methods=("POST",))
    def sessions_view(self) -> ResponseReturnValue:
        person = self.wanted()
        require(actor(), Permission.USER_DEACTIVATE, person)  # the own devices have a page in the own account
        if "session" not in request.form:
            ended = end_all(person, by=actor(), keep=current_login())
            words = ngettext("%(num)d device is signed out.", "%(num)d devices are signed out.", ended)
            return self._done(person, words)
        login = sign_in_of(person, self.parse_id(request.form["session"]) or 0) or abort(404)
        end(login, by=actor())
        return self._done(person, _("%(device)s is signed out.", device=login.device or _("The device")))


def sign_ins_panel(person: User) -> dict[str, Any] | None:
    """What the person's screen tells of their devices, to those who may sign them out."""
    if not can(actor(), Permission.USER_DEACTIVATE, person):
        return None
    live = live_sign_ins(person)
    return {"live": live, "here": current_login()} if live else None
