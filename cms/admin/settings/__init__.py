"""The settings screen: one form for everything that the site's owner can choose."""

from typing import Any

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_admin.helpers import is_form_submitted
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cms.actions.checks import require
from cms.actions.errors import Invalid
from cms.actions.settings import save_settings
from cms.admin.base import GuardedView, Tab, actor
from cms.admin.events.history import history_of
from cms.admin.events.logged import HISTORY
from cms.admin.settings.form import settings_form, values_of
from cms.extensions import db
from cms.rules.permissions import Decision, Permission, can
from cms.rules.settings import SETTINGS


class SettingsView(GuardedView):
    icon = "settings"

    def __init__(self) -> None:
        super().__init__(name=_l("Settings"), endpoint="settings", url="settings", menu_icon_value=self.icon)

    def entry(self) -> Decision:
        entering = super().entry()
        return can(actor(), Permission.SETTING_VIEW) if entering else entering

    @expose("/", methods=("GET", "POST"))
    def index(self) -> ResponseReturnValue:
        form = settings_form()
        if not is_form_submitted():
            return self._page(form)
        require(actor(), Permission.SETTING_EDIT)
        if not (form.validate() and self._save(form)):
            return make_response(self._page(form), 422)
        return redirect(self.get_url(".index"))

    @expose("/history/")
    def history(self) -> ResponseReturnValue:
        require(actor(), Permission.EVENT_VIEW)
        return self.render("admin/settings/history.html", page=history_of("setting", None))

    def pages(self) -> list[Tab]:
        """The form and what the log tells of it, to who may read the log."""
        if not can(actor(), Permission.EVENT_VIEW):
            return []
        named = (("settings.index", self.name), ("settings.history", HISTORY))
        return [Tab(label, url_for(endpoint), endpoint == request.endpoint) for endpoint, label in named]

    def _save(self, form: Any) -> bool:
        try:
            changed = save_settings(values_of(form), by=actor())
            db.session.commit()
        except Invalid as fault:
            db.session.rollback()
            form.complain(fault.errors)
            return False
        flash(_("The settings are saved.") if changed else _("Nothing was changed."), "success")
        return True

    def _page(self, form: Any) -> str:
        may_edit = bool(can(actor(), Permission.SETTING_EDIT))
        return self.render("admin/settings/form.html", form=form, specs=SETTINGS, may_edit=may_edit)
