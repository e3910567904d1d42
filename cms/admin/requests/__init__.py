"""The screen of access requests: what people ask for, to be granted by a role or declined with a reason."""

from typing import Any

from flask import flash, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound

from cms.actions.access_requests import decline, grant
from cms.actions.errors import Invalid
from cms.admin.base import GuardedView, actor
from cms.admin.requests.queries import pages_of, waiting_count
from cms.admin.roles.queries import all_roles
from cms.admin.roles.words import role_label
from cms.extensions import db
from cms.models import AccessRequest, Role
from cms.rules.permissions import Decision, Permission, can, visible_to
from cms.tools.numbers import key_in


class RequestsView(GuardedView):
    def __init__(self) -> None:
        super().__init__(
            name=_l("Requests"), endpoint="requests", url="/admin/requests", menu_icon_value="inbox"
        )

    def entry(self) -> Decision:
        entering = super().entry()
        return can(actor(), Permission.ROLE_ASSIGN) if entering else entering

    def waiting(self) -> int:
        return waiting_count(actor())

    @expose("/")
    def index(self) -> ResponseReturnValue:
        return self._page()

    @expose("/grant/", methods=("POST",))
    def grant(self) -> ResponseReturnValue:
        asked, role = _wanted(), _role()
        grant(asked, role, by=actor())
        sentence = _("%(name)s has the role “%(role)s” now.", name=asked.user, role=role_label(role))
        return self._done(sentence)

    @expose("/decline/", methods=("POST",))
    def decline(self) -> ResponseReturnValue:
        asked = _wanted()
        words = request.form.get("answer", "").replace("\r\n", "\n")
        try:
            decline(asked, words, by=actor())
        except Invalid as fault:
            db.session.rollback()
            return make_response(self._page(asked.id, words, fault.errors["answer"]), 422)
        return self._done(_("Declined. %(name)s gets a mail with your reason.", name=asked.user))

    def _page(self, wrong: int = 0, typed: str = "", fault: Any = "") -> str:
        page = pages_of(actor(), request.args, all_roles())
        return self.render(
            "admin/requests/list.html",
            page=page,
            role_label=role_label,
            wrong=wrong,
            typed=typed,
            fault=fault,
        )

    def _done(self, sentence: str) -> ResponseReturnValue:
        db.session.commit()
        flash(sentence, "success")
        return redirect(self.get_url(".index"))


def _wanted() -> AccessRequest:
    """The request that the form names; what is not there is a 404."""
    key = key_in(request.form.get("id") or request.args.get("id"))
    found = visible_to(actor(), AccessRequest).where(AccessRequest.id == (key or 0))
    asked = db.session.scalars(found).one_or_none()
    if asked is None:
        raise NotFound
    return asked


def _role() -> Role:
    key = key_in(request.form.get("role"))
    for role in all_roles():
        if role.id == key:
            return role
    raise Invalid({"role": _("Choose one of the roles in the list.")})
