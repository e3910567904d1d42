"""The picture of one person: put on or taken off by who may edit the account."""

from flask import make_response, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions.checks import require
from cms.actions.errors import Invalid, Sentence
from cms.actions.portraits import FIELD, put_portrait, remove_portrait
from cms.admin.base import Button, actor
from cms.admin.users.rolechange import RoleChangeView
from cms.extensions import db
from cms.models import User
from cms.rules.permissions import Permission, can
from cms.rules.throttling import Purpose
from cms.tools.portraits import MOST_BYTES
from cms.web.throttling import attempt


class PortraitView(RoleChangeView):
    """A page of its own, so that no other form loses what was typed when a picture is sent."""

    @expose("/portrait/", methods=("GET", "POST"))
    def portrait_view(self) -> ResponseReturnValue:
        person = self.wanted()
        require(actor(), Permission.USER_EDIT, person)
        if request.method != "POST":
            return self._portrait_page(person)
        if "remove_picture" in request.form:
            remove_portrait(person, by=actor())
            return self._done(person, _("The picture of %(name)s is removed.", name=person))
        tried = attempt(Purpose.PORTRAIT, actor().email)
        if tried.held:
            return self._portrait_page(person, tried.sentence, 429)
        sent = request.files.get(FIELD)
        try:
            put_portrait(person, sent.read(MOST_BYTES + 1) if sent else b"", by=actor())
        except Invalid as error:
            db.session.rollback()
            return self._portrait_page(person, error.errors[FIELD], 422)
        return self._done(person, _("The picture of %(name)s is saved.", name=person))

    def _portrait_page(self, person: User, fault: Sentence = "", code: int = 200) -> ResponseReturnValue:
        page = self.render("admin/users/portrait.html", record=person, fault=fault)
        return make_response(page, code)

    def row_buttons(self, record: User) -> list[Button]:
        others = super().row_buttons(record)
        if not can(actor(), Permission.USER_EDIT, record):
            return others
        return [Button(_("Picture"), self.get_url(".portrait_view", id=record.id)), *others]
