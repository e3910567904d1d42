"""What becomes of many records at once: each by itself in a savepoint, and a report of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cms.actions.errors import Invalid, NotPossible, Refused
from cms.extensions import db

MOST_REPORTED = 5  # refusals told one by one: the report travels in the session's cookie


@dataclass
class Report:
    """`done` and `refused` hold names, the latter with the reason; `steps` what takes it back."""

    label: str
    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, record: Any, reason: Any) -> None:
        self.refused.append(_("%(name)s: %(reason)s", name=str(record)[:80], reason=str(reason)[:200]))

    def text(self) -> str:
        """One message: a line of numbers, then a line for each refusal."""
        done, refused = len(self.done), len(self.refused)
        lines = [ngettext("%(act)s: done for %(num)d.", "%(act)s: done for %(num)d.", done, act=self.label)]
        if self.refused:
            lines[0] += " " + ngettext("%(num)d was refused:", "%(num)d were refused:", refused)
        lines += self.refused[:MOST_REPORTED]
        if refused > MOST_REPORTED:
            lines.append(_("… and %(num)d more.", num=refused - MOST_REPORTED))
        return "\n".join(lines)

    @property
    def counts(self) -> dict[str, int]:
        return {"done": len(self.done), "refused": len(self.refused)}

    @property
    def category(self) -> str:
        return "error" if self.refused and not self.done else "warning" if self.refused else "success"


def carry_out(label: str, records: Iterable[Any], do: Callable[[Any], dict[str, Any] | None]) -> Report:
    """Do it to each record; one that is refused leaves no trace and stops no other.

    `do` answers with the step that undoes it, if there is one.
    """
    report = Report(label)
    for record in records:
        name = str(record)
        try:
            with db.session.begin_nested():
                step = do(record)
        except Refused as refusal:
            report.refuse(name, refusal.reason)
        except NotPossible as obstacle:
            report.refuse(name, obstacle)
        except Invalid as fault:
            report.refuse(name, " ".join(str(sentence) for sentence in fault.errors.values()))
        else:
            report.done.append(name)
            report.steps += [step] if step else []
    return report


def rehearse(label: str, records: Iterable[Any], do: Callable[[Any], dict[str, Any] | None]) -> Report:
    """What carry_out() would report now. Nothing of it stays."""
    with db.session.begin_nested() as savepoint:
        report = carry_out(label, records, do)
        savepoint.rollback()
    return report
