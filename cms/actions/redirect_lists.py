"""Redirects of a pasted list, each by itself: one that can't be made leaves no trace and stops no other."""

import csv
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from cms.actions.checks import require
from cms.actions.errors import Invalid, Sentence
from cms.actions.redirecting import Wanted, create_redirect
from cms.extensions import db
from cms.models import RedirectKind
from cms.rules.permissions import Permission

MOST_LINES = 1_000
_KINDS = {
    **{kind.value: kind for kind in RedirectKind},
    **{str(kind.code): kind for kind in RedirectKind},
    "308": RedirectKind.PERMANENT,
    "307": RedirectKind.TEMPORARY,
}


@dataclass(frozen=True)
class Fault:
    """`number` of the line, counted from 1."""

    number: int
    line: str
    sentence: str


@dataclass
class Outcome:
    made: int = 0
    faults: list[Fault] = field(default_factory=list)


def create_redirects(text: str, *, by: Any) -> Outcome:
    """One a line: the old address, the new one and, if it is not permanent, the kind. The caller commits.

    Raises Refused, or Invalid when there are too many lines.
    """
    require(by, Permission.REDIRECT_CREATE)
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise Invalid(
            {"lines": _("These are %(count)s lines. Paste at most 1,000 at once.", count=len(lines))}
        )
    outcome = Outcome()
    for number, line in lines:
        try:
            with db.session.begin_nested():
                create_redirect(_wanted(line), by=by)
            outcome.made += 1
        except Invalid as fault:
            outcome.faults.append(Fault(number, line, " ".join(map(str, fault.errors.values()))))
    return outcome


def _wanted(line: str) -> Wanted:
    parts = _parts(line)
    if len(parts) < 2:
        raise Invalid({"line": _("Write the old address and the new one, with a comma or a tab between.")})
    if len(parts) == 2 and _KINDS.get(parts[1].lower()) == RedirectKind.GONE:
        parts.insert(1, "")
    path, target, named = (*parts, "permanent")[:3]
    kind = _KINDS.get(named.lower())
    if kind is None:
        raise Invalid({"line": _unknown(named)})
    return Wanted(path, "" if kind == RedirectKind.GONE else target, kind)


def _unknown(named: str) -> Sentence:
    return _("“%(kind)s” is no kind of redirect: write 301, 302 or 410.", kind=named[:40])


def _parts(line: str) -> list[str]:
    """Cells of a spreadsheet, or words; an apostrophe before a sign is how our own export keeps it a text.

    What a list has behind its third column is passed over, so that an export can be pasted.
    """
    separator = next((mark for mark in ("\t", ",", ";") if mark in line), " ")
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        return []
    return [cell.strip().removeprefix("'") for cell in cells]
