"""The screens whose records have a history, and the tabs that lead from one page of a record to the next."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from cms.actions.checks import require
from cms.admin.base import SafeModelView, Tab, actor
from cms.admin.events.history import history_of
from cms.rules.permissions import Permission, can

DETAILS, EDIT, HISTORY = _l("Details"), _l("Edit"), _l("History")


class LoggedView(SafeModelView):
    """Who sees the record and may read the log reads what the log tells of it."""

    # Pages that the records of a screen have beside details, form and history: names by the view.
    more_pages: Mapping[str, LazyString] = {}

    @expose("/history/")
    def history_view(self) -> ResponseReturnValue:
        record = self.wanted()
        require(actor(), Permission.EVENT_VIEW)
        page = history_of(record.__tablename__, record.id)
        return self.render("admin/events/history.html", record=record, page=page)

    def heading_of(self, record: Any) -> str:
        """The record's name, as its other pages have it."""
        return str(record)

    def record_tabs(self, record: Any) -> list[Tab]:
        """The pages of the record that the person may open; none where there is but one."""
        pages = self.record_pages(record)
        tabs = [
            Tab(label, self.get_url(f".{view}", id=record.id), request.endpoint == f"{self.endpoint}.{view}")
            for view, label in pages.items()
        ]
        return tabs if len(tabs) > 1 else []

    def record_pages(self, record: Any) -> dict[str, LazyString]:
        """Their names by the view."""
        edit = {"edit_view": EDIT} if self.may("edit", record) else {}
        history = {"history_view": HISTORY} if can(actor(), Permission.EVENT_VIEW) else {}
        return {"details_view": DETAILS, **edit, **self.more_pages, **history}
