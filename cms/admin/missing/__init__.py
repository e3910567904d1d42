"""The screen of addresses asked for in vain: make a redirect of one, or put it aside."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select

from cms.actions.redirecting import ignore_missing
from cms.admin.base import BulkAct, Button, ChoiceFilter, ListArguments, Permits, Tab, Titles, actor, way_back
from cms.admin.base.filters import DayFilter
from cms.admin.events.logged import LoggedView
from cms.extensions import db
from cms.models import MissingAddress
from cms.rules.permissions import Permission, can

OPEN, IGNORED, LINK = "open", "ignored", "link"
STATES = {OPEN: _l("Asked for in vain"), IGNORED: _l("Ignored")}


class MissingView(LoggedView):
    permits = Permits(view=Permission.REDIRECT_VIEW)
    titles = Titles(
        many=_l("Not found"),
        one=_l("Address asked for in vain"),
        empty=_l("Nobody has asked for an address in vain. What is found here is at most a minute old."),
        search=_l("Search addresses and where people came from"),
    )
    icon = "search"
    column_list = ("path", "count", "referrer", "first_at", "last_at")
    column_details_list = column_export_list = column_list
    column_labels = {
        "path": _l("Address"),
        "count": _l("Times"),
        "referrer": _l("Came from"),
        "first_at": _l("First"),
        "last_at": _l("Last"),
    }
    column_sortable_list = ("count", "last_at")
    default_order = ("count", True)
    search_columns = (MissingAddress.path, MissingAddress.referrer)
    list_filters = (
        ChoiceFilter(
            "state",
            _l("State"),
            lambda state: MissingAddress.ignored.is_(state == IGNORED),
            STATES.items,
            offered=lambda: False,  # the tabs are this filter
        ),
        ChoiceFilter(
            "origin",
            _l("Came from"),
            lambda origin: (
                (MissingAddress.referrer != "") if origin == "link" else MissingAddress.referrer == ""
            ),
            lambda: ((LINK, _l("A link on some page")), ("none", _l("Nobody knows"))),
        ),
        DayFilter("since", _l("Asked for since"), MissingAddress.last_at),
    )
    list_template = "admin/missing/list.html"
    details_template = "admin/missing/details.html"

    def list_query(self, arguments: ListArguments) -> Select[Any]:
        query = super().list_query(arguments)
        is_open = "state" not in arguments.filters
        return query.where(MissingAddress.ignored.is_(False)) if is_open else query

    def tabs(self, arguments: ListArguments) -> list[Tab]:
        present = arguments.filters.get("state", OPEN)
        others = {key: value for key, value in arguments.filters.items() if key != "state"}
        return [
            Tab(label, self.list_url(arguments.but(filters={**others, "state": state})), present == state)
            for state, label in STATES.items()
        ]

    def row_url(self, record: MissingAddress) -> str:
        return self.get_url(".details_view", id=record.id)

    def row_buttons(self, record: MissingAddress) -> list[Button]:
        buttons = []
        if can(actor(), Permission.REDIRECT_CREATE):
            url = url_for("redirects.create_view", path=record.path)
            buttons.append(Button(_("Make a redirect"), url))
        if can(actor(), Permission.REDIRECT_EDIT, record):
            label = _("Bring back") if record.ignored else _("Ignore")
            fields = {
                "id": record.id,
                "act": "notice" if record.ignored else "ignore",
                "url": request.full_path,
            }
            buttons.append(Button(label, self.get_url(".ignoring_view"), post=True, fields=fields))
        return buttons

    @expose("/ignoring/", methods=("POST",))
    def ignoring_view(self) -> ResponseReturnValue:
        missing = self.wanted()
        ignored = request.form.get("act") != "notice"
        ignore_missing(missing, ignored, by=actor())
        db.session.commit()
        path = missing.path
        flash(_("“%(path)s” is put aside.", path=path) if ignored else _("“%(path)s” is back.", path=path))
        return redirect(way_back(self.get_url(".index_view")))

    def bulk_acts(self) -> Sequence[BulkAct]:
        def may(record: MissingAddress | None) -> Any:
            return can(actor(), Permission.REDIRECT_EDIT, record)

        return (
            BulkAct("ignore", _l("Ignore"), may, lambda it, _text: ignore_missing(it, by=actor())),
            BulkAct("notice", _l("Bring back"), may, lambda it, _text: ignore_missing(it, False, by=actor())),
        )
