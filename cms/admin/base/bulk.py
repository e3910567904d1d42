"""Bulk actions: each chosen record through the same action as alone, and a report of what was done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _

from cms.actions.errors import Invalid, NotPossible, Refused
from cms.admin.base.export import ExportingView
from cms.admin.base.guard import way_back
from cms.extensions import db
from cms.rules.permissions import Decision

MOST_AT_ONCE = 200
MOST_REPORTED = 5  # refusals told one by one: the report travels in the session's cookie


@dataclass(frozen=True)
class BulkAct:
    """`may` answers for one record, or with None for any at all. `wants` labels a text that the act needs."""

    name: str
    label: str | LazyString
    may: Callable[[Any], Decision]
    run: Callable[[Any, str], Any]
    grave: bool = False
    wants: str | LazyString | None = None


@dataclass
class Report:
    """What became of each chosen record."""

    label: str
    done: int = 0
    refused: list[str] = field(default_factory=list)

    def refuse(self, record: Any, reason: Any) -> None:
        self.refused.append(_("%(name)s: %(reason)s", name=str(record)[:80], reason=str(reason)[:200]))

    def text(self) -> str:
        """One message: a line of numbers, then a line for each refusal."""
        lines = [
            ngettext("%(act)s: done for %(num)d.", "%(act)s: done for %(num)d.", self.done, act=self.label)
        ]
        if self.refused:
            lines[0] += " " + ngettext("%(num)d was refused:", "%(num)d were refused:", len(self.refused))
        lines += self.refused[:MOST_REPORTED]
        if len(self.refused) > MOST_REPORTED:
            lines.append(_("… and %(num)d more.", num=len(self.refused) - MOST_REPORTED))
        return "\n".join(lines)

    @property
    def category(self) -> str:
        return "error" if self.refused and not self.done else "warning" if self.refused else "success"


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
        act, records, text = self._asked_act(), self.chosen(), request.form.get("text", "").strip()
        if problem := _problem(act, records, text):
            flash(problem, "error")
            return redirect(back)
        if act.grave and "confirmed" not in request.form:
            return self.render(
                "admin/model/confirm_bulk.html", act=act, records=records, text=text, back=back
            )
        report = carry_out(act, records, text)
        db.session.commit()
        flash(report.text(), report.category)
        return redirect(back)

    def chosen(self) -> list[Any]:
        """The ticked records that the person may see, in the order ticked."""
        keys = [key for given in request.form.getlist("rowid") if (key := self.parse_id(given)) is not None]
        keys = list(dict.fromkeys(keys))[:MOST_AT_ONCE]
        wanted = self.get_query().where(self.primary_key.in_(keys)).options(*self.record_options)
        found = {self.get_pk_value(record): record for record in db.session.scalars(wanted)}
        return [found[str(key)] for key in keys if str(key) in found]

    def _asked_act(self) -> BulkAct:
        name = request.form.get("action")
        act = next((act for act in self.bulk_acts() if act.name == name), None)
        if act is None:
            abort(400, _("There is no such bulk action here."))
        decision = act.may(None)
        if not decision:
            raise Refused(decision.reason)
        return act

    def init_actions(self) -> None:
        # Flask-Admin's own bulk delete goes past the actions, so none of its kind is collected.
        self._actions: list[Any] = []
        self._actions_data: dict[str, Any] = {}


def carry_out(act: BulkAct, records: Iterable[Any], text: str) -> Report:
    """Run the act on each record; one that is refused leaves no trace and stops no other."""
    report = Report(str(act.label))
    for record in records:
        name = str(record)
        try:
            with db.session.begin_nested():
                _permit(act, record)
                act.run(record, text)
            report.done += 1
        except Refused as refusal:
            report.refuse(name, refusal.reason)
        except NotPossible as obstacle:
            report.refuse(name, obstacle)
        except Invalid as fault:
            report.refuse(name, " ".join(str(sentence) for sentence in fault.errors.values()))
    return report


def _permit(act: BulkAct, record: Any) -> None:
    decision = act.may(record)
    if not decision:
        raise Refused(decision.reason)


def _problem(act: BulkAct, records: list[Any], text: str) -> str:
    if not records:
        return _("Tick at least one row first.")
    if act.wants and not text:
        return _("Fill in “%(label)s” first.", label=act.wants)
    return ""
