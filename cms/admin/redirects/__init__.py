"""The redirects screen: where old addresses lead, how often they are used, and lists of them at once."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_admin.helpers import get_form_data
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import defer, joinedload

from cms.actions.errors import Invalid
from cms.actions.redirect_lists import Outcome, create_redirects
from cms.actions.redirecting import create_redirect, delete_redirect, edit_redirect
from cms.admin.base import BulkAct, ChoiceFilter, Page, Permits, Titles, actor
from cms.admin.events.logged import LoggedView
from cms.admin.redirects.form import KINDS, ListForm, RedirectForm, redirect_form
from cms.engines.reading.standing import nearest, occupied
from cms.extensions import db
from cms.models import Post, Redirect
from cms.rules.permissions import Permission
from cms.tools.html import without_controls

USED, UNUSED = "used", "unused"


class RedirectsView(LoggedView):
    permits = Permits(
        view=Permission.REDIRECT_VIEW,
        create=Permission.REDIRECT_CREATE,
        edit=Permission.REDIRECT_EDIT,
        delete=Permission.REDIRECT_DELETE,
    )
    titles = Titles(
        many=_l("Redirects"),
        one=_l("Redirect"),
        new=_l("New redirect"),
        empty=_l(
            "No old address leads on yet. When a text gets another address, that comes about by itself."
        ),
        search=_l("Search redirects by address"),
    )
    icon = "forward"
    column_list = ("path", "destination", "kind", "hits", "last_hit_at")
    column_details_list = ("path", "destination", "kind", "hits", "last_hit_at", "created_at")
    column_export_list = ("path", "destination", "kind", "hits", "last_hit_at", "created_at")
    column_labels = {
        "path": _l("Old address"),
        "destination": _l("Leads to"),
        "kind": _l("Kind"),
        "hits": _l("Used"),
        "last_hit_at": _l("Last used"),
        "created_at": _l("Created"),
    }
    column_sortable_list = ("path", "hits", "last_hit_at")
    default_order = ("path", False)
    search_columns = (Redirect.path, Redirect.target)
    list_filters = (
        ChoiceFilter("kind", _l("Kind"), lambda kind: Redirect.kind == kind, KINDS.items),
        ChoiceFilter(
            "use",
            _l("Use"),
            lambda use: Redirect.hits > 0 if use == USED else Redirect.hits == 0,
            lambda: ((USED, _l("Used at least once")), (UNUSED, _l("Never used"))),
        ),
    )
    list_options = record_options = (
        joinedload(Redirect.post).options(defer(Post.body), defer(Post.body_text)),
    )
    list_template = "admin/redirects/list.html"
    details_template = "admin/redirects/details.html"

    def create_form(self, obj: Any = None) -> RedirectForm:
        form = redirect_form(None)
        if not get_form_data():
            form.path.data = without_controls(request.args.get("path", ""))
            form.target.data = nearest(form.path.data)
        return form

    def edit_form(self, obj: Any = None) -> RedirectForm:
        return redirect_form(obj)

    def create(self, form: RedirectForm) -> Redirect:
        return create_redirect(form.wanted(), by=actor())

    def update(self, form: RedirectForm, record: Redirect) -> None:
        edit_redirect(record, form.wanted(), by=actor())

    def delete(self, record: Redirect) -> None:
        delete_redirect(record, by=actor())

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return self.get_url(".index_view")

    @expose("/import/", methods=("GET", "POST"))
    def import_view(self) -> ResponseReturnValue:
        self.require("create")
        form = ListForm(get_form_data())
        if request.method != "POST":
            return self._list_page(form)
        if not form.validate():
            return self._list_page(form, code=422)
        try:
            outcome = create_redirects(form.lines.data or "", by=actor())
        except Invalid as fault:
            form.complain(fault.errors)
            return self._list_page(form, code=422)
        db.session.commit()
        return self._answer(form, outcome)

    def bulk_acts(self) -> Sequence[BulkAct]:
        return (
            BulkAct(
                "delete",
                _l("Delete"),
                lambda it: self.may("delete", it),
                lambda it, _text: delete_redirect(it, by=actor()),
                grave=True,
            ),
        )

    def list_context(self, page: Page) -> dict[str, Any]:
        return {**super().list_context(page), **words_for(page.rows)}

    def details_context(self, record: Redirect) -> dict[str, Any]:
        return {**super().details_context(record), **words_for([record])}

    def _answer(self, form: ListForm, outcome: Outcome) -> ResponseReturnValue:
        """Back to the list, or the form again with the lines that could not be made."""
        if outcome.made:
            made = ngettext("%(num)d redirect is made.", "%(num)d redirects are made.", outcome.made)
            flash(made, "success")
        if not outcome.faults:
            return redirect(self.get_url(".index_view"))
        form.lines.data = "\n".join(fault.line for fault in outcome.faults)
        return self._list_page(form, outcome, 422)

    def _list_page(self, form: ListForm, outcome: Outcome | None = None, code: int = 200) -> Any:
        context = {"form": form, "record": None, "model": None, "outcome": outcome}
        return self.render("admin/redirects/import.html", **context), code


def words_for(redirects: Sequence[Redirect]) -> dict[str, Any]:
    """What templates need to tell of redirects."""
    return {"kinds": KINDS, "bare": bare, "standing": standing_of(redirects)}


def standing_of(redirects: Sequence[Redirect]) -> set[str]:
    """Of the addresses that they lead from and to, those at which something stands."""
    named = {bare(address) for it in redirects for address in (it.path, it.destination)}
    return occupied({path for path in named if path.startswith("/")})


def bare(address: str) -> str:
    """Without query and place. The home page is looked up by its query, so that one stays whole."""
    path = address.partition("#")[0]
    return path if path.startswith("/?") else path.partition("?")[0]
