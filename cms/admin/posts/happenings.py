"""What happened to a post between its saves, as its timeline tells it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cms.admin.base.moments import moment_text
from cms.models import Event

Words = Callable[[Mapping[str, Any], Mapping[str, Any]], str]


def happening(event: Event) -> str | None:
    """A sentence without its subject; None for what the revisions tell themselves."""
    words = _WORDS.get(event.verb.partition(".")[2])
    return words(event.before or {}, event.after or {}) if words else None


def reason_of(event: Event) -> str:
    """What reviewers wrote is for everybody who sees the text; other reasons stand in the event log."""
    return event.reason if event.verb.partition(".")[2] in (*_REVIEWS, "submit") else ""


def _published(_before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    return _("published revision %(number)s", number=after.get("revision", "?"))


def _scheduled(_before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    number, moment = after.get("revision", "?"), _moment(after.get("at"))
    return _("scheduled revision %(number)s for %(moment)s", number=number, moment=moment)


def _ends(_before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    return _("planned to take it offline %(moment)s", moment=_moment(after.get("at")))


def _handed_over(_before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if "author" not in after:  # with many at once: the log keeps no names of people there
        return _("made somebody else the author")
    return _("made %(name)s the author", name=after["author"])


def _moment(text: Any) -> str:
    try:
        return moment_text(datetime.fromisoformat(str(text)))
    except ValueError:
        return "?"


def _plainly(words: Any) -> Words:
    return lambda _before, _after: str(words)


_REVIEWS = ("approve", "request_changes")
_WORDS: dict[str, Words] = {
    "publish": _published,
    "schedule": _scheduled,
    "schedule_end": _ends,
    "hand_over": _handed_over,
    "schedule_failed": _plainly(_l("could not publish it when it was due")),
    "schedule_end_failed": _plainly(_l("could not take it offline when it was due")),
    "reschedule": _plainly(_l("moved what was planned to another moment")),
    "unschedule": _plainly(_l("cancelled what was planned")),
    "unpublish": _plainly(_l("unpublished it")),
    "archive": _plainly(_l("archived it")),
    "trash": _plainly(_l("moved it to the trash")),
    "restore": _plainly(_l("restored it from the trash")),
    "undo": _plainly(_l("undid the last act")),
    "submit": _plainly(_l("submitted it for review")),
    "withdraw": _plainly(_l("withdrew it from review")),
    "approve": _plainly(_l("approved it")),
    "request_changes": _plainly(_l("asked for changes")),
    "import": _plainly(_l("imported it")),
}
