"""What was answered to the question what becomes of somebody's texts."""

from dataclasses import dataclass

from flask import request
from flask_babel import lazy_gettext as _l

from cms.actions.errors import Invalid, Sentence
from cms.engines.reading.people import person_named
from cms.models import User
from cms.tools.html import without_controls

KEEP, HAND, ANONYMISE = "keep", "hand", "anonymise"
LONGEST_REASON = 500
LONGEST_NAMED = 255


@dataclass(frozen=True)
class Answer:
    """`to` is what was typed to name a person: a handle or an e-mail address."""

    what: str
    to: str
    reason: str

    def receiver(self) -> User | None:
        """Who takes over; None when nobody shall. Raises Invalid when nobody has the name that was typed."""
        if self.what != HAND:
            return None
        person = person_named(self.to)
        if person is None:
            raise Invalid({"to": named_nobody(self.to)})
        return person


def answer_of(*offered: str) -> Answer:
    """The answer that was sent; the first one that is offered where none was, or another one."""
    what = request.form.get("what", "")
    return Answer(
        what=what if what in offered else offered[0],
        to=_line("to", LONGEST_NAMED),
        reason=_line("reason", LONGEST_REASON),
    )


def named_nobody(text: str) -> Sentence:
    """The sentence for a name that nobody has."""
    if not text:
        return _l("Choose who takes over: type the handle or the e-mail address.")
    return _l(
        "Nobody has the handle or the e-mail address “%(text)s”. Choose somebody from the list.", text=text
    )


def _line(name: str, most: int) -> str:
    return " ".join(without_controls(request.form.get(name, "")).split())[:most]
