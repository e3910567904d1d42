"""Bulk actions: first a page that says what will happen, then each chosen record through its own action."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import LazyString
from flask_babel import gettext as _

from cms.actions.bulk_runs import note_run, note_undone, require_undoable
from cms.actions.errors import Refused
from cms.actions.standing import standing_of
from cms.admin.base.actor import actor
from cms.admin.base.export import ExportingView
from cms.admin.base.guard import way_back
from cms.admin.base.offers import with_undo
from cms.admin.base.reporting import carry_out, rehearse
from cms.extensions import db
from cms.models import BulkRun
from cms.rules.permissions import Decision

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class BulkAct:
    """`may` answers for one record, or with None for any at all. `wants` labels a text that the act needs.

    `known` suggests such texts, each with a label. `foretell` says, before it is done, what it means for all
    records together. `undo` takes a record and the step that was noted; None: the act can't be undone.
    """

    name: str
    label: str | LazyString
    may: Callable[[Any], Decision]
    run: Callable[[Any, str], Any]
    grave: bool = False
    wants: str | LazyString | None = None
    undo: Callable[[Any, dict[str, Any]], Any] | None = None
    known: Callable[[], Sequence[tuple[str, str]]] | None = None
    foretell: Callable[[Sequence[Any], str], Sequence[str]] | None = None

    def require(self, record: Any = None) -> None:
        """Raise Refused unless may()."""
        decision = self.may(record)
        if not decision:
            raise Refused(decision)


class BulkView(ExportingView):
    """Its subclass lists the acts; the screen offers those that the person may use on any record."""

    def bulk_acts(self) -> Sequence[BulkAct]:
        """All acts of the screen."""
        return ()

    def offered_acts(self) -> list[BulkAct]:
        """Those that the person may use on at least some records."""
        return [act for act in self.bulk_acts() if act.may(None)]

    def list_context(self, page: Any) -> dict[str, Any]:
        return {**super().list_context(page), "bulk_acts": self.offered_acts()}

    @expose("/action/", methods=("POST",))
    def action_view(self) -> ResponseReturnValue:
        back = way_back(self.get_url(".index_view"))
        if not request.form.get("action") and self.offered_acts():
            flash(_("Choose what to do with the ticked rows."), "error")
            return redirect(back)
        act, text = self._asked_act(), request.form.get("text", "").strip()
        act.require()
        records = self._these(request.form.getlist("rowid"))
        if problem := _problem(act, records, text):
            flash(problem, "error")
            return redirect(back)
        if "confirmed" not in request.form:
            return self._ask(act, records, text, back)
        return self._do(act, records, text, back)

    @expose("/undo/", methods=("POST",))
    def undo_view(self) -> ResponseReturnValue:
        run = self._run()
        act, steps = self.act_named(run.act), {step["id"]: step for step in run.steps}
        records = self._these(list(steps))
        if act is None or act.undo is None or (run.by_id != actor().id and not records):
            abort(404)
        act.require()
        require_undoable(run)
        undo = act.undo
        label = _("Undo “%(act)s”", act=act.label)
        report = carry_out(label, records, lambda record: undo(record, steps[self._key(record)]))
        for _gone in range(len(steps) - len(records)):
            report.refuse(_("A record"), _("it was deleted, or you may no longer see it."))
        if report.done:
            note_undone(run, report.counts, by=actor())
        db.session.commit()
        flash(report.text(), report.category)
        return redirect(way_back(self.get_url(".index_view")))

    def _ask(self, act: BulkAct, records: list[Any], text: str, back: str) -> ResponseReturnValue:
        ids = [self.get_pk_value(record) for record in records]
        foretold = act.foretell(records, text) if act.foretell else ()
        report = rehearse(str(act.label), records, self._doing(act, text))
        context = {"report": report, "foretold": foretold, "ids": ids, "text": text, "back": back}
        return self.render("admin/model/confirm_bulk.html", act=act, **context)

    def _do(self, act: BulkAct, records: list[Any], text: str, back: str) -> ResponseReturnValue:
        report = carry_out(str(act.label), records, self._doing(act, text))
        category = report.category
        if report.done:
            run = note_run(self.endpoint, act.name, report.steps, report.counts, by=actor())
            db.session.flush()
            category = with_undo(category, run) if run.steps else category
        db.session.commit()
        flash(report.text(), category)
        return redirect(back)

    def _doing(self, act: BulkAct, text: str) -> Callable[[Any], dict[str, Any] | None]:
        def do(record: Any) -> dict[str, Any] | None:
            act.require(record)
            key, before = self._key(record), standing_of(record)
            act.run(record, text)
            left = standing_of(record) if act.undo else before
            return {"id": key, "before": before, "left": left} if left != before else None

        return do

    def _these(self, given: Sequence[Any]) -> list[Any]:
        """The records of these ids that the person may see, in this order."""
        keys = list(dict.fromkeys(key for one in given if (key := self.parse_id(one)) is not None))
        keys = keys[:MOST_AT_ONCE]
        wanted = self.get_query().where(self.primary_key.in_(keys)).options(*self.record_options)
        found = {self._key(record): record for record in db.session.scalars(wanted)}
        return [found[key] for key in keys if key in found]

    def _key(self, record: Any) -> int:
        return int(self.get_pk_value(record))

    def _run(self) -> BulkRun:
        key = self.parse_id(request.form.get("id"))
        run = db.session.get(BulkRun, key) if key else None
        if run is None or run.screen != self.endpoint:
            abort(404)
        return run

    def act_named(self, name: str | None) -> BulkAct | None:
        """The act of this name, whoever may use it."""
        return next((act for act in self.bulk_acts() if act.name == name), None)

    def _asked_act(self) -> BulkAct:
        act = self.act_named(request.form.get("action"))
        if act is None:
            abort(400, _("There is no such bulk action here."))
        return act

    def init_actions(self) -> None:
        # Flask-Admin's own bulk delete goes past the actions, so none of its kind is collected.
        self._actions: list[Any] = []
        self._actions_data: dict[str, Any] = {}


def _problem(act: BulkAct, records: list[Any], text: str) -> str:
    if not records:
        return _("Tick at least one row first.")
    if act.wants and not text:
        return _("Fill in “%(label)s” first.", label=act.wants)
    return ""
