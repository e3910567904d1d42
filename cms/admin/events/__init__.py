"""The event log: who did what, to be read and never changed."""

import json
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import raiseload

from cms.admin.base import (
    ChoiceFilter,
    DayFilter,
    ListArguments,
    ListFilter,
    Page,
    Permits,
    Tab,
    Titles,
)
from cms.admin.events.bulk import undo_of
from cms.admin.events.differences import differences
from cms.admin.events.exporting import LogExportView
from cms.admin.events.groups import GROUPS, verbs_in
from cms.admin.events.sentences import NOUNS, VERBS, label_of
from cms.admin.events.telling import tell
from cms.models import Event, User
from cms.rules.permissions import Permission
from cms.tools.numbers import LARGEST_KEY


def _by(text: str) -> ColumnElement[bool]:
    """A person by handle or address; the system and visitors by the name that stands in the log."""
    person = select(User.id).where(or_(User.handle == text.lower(), User.email == text.lower()))
    return or_(Event.actor_id.in_(person), and_(Event.actor_id.is_(None), Event.actor_label == text))


class RecordFilter(ListFilter):
    """The history of one record: goes with the filter of its kind."""

    def clean(self, value: str) -> int:
        number = int(value) if value.isascii() and value.isdigit() and len(value) <= 10 else 0
        if not 0 < number <= LARGEST_KEY:
            raise ValueError(value)
        return number


class EventsView(LogExportView):
    permits = Permits(view=Permission.EVENT_VIEW)
    titles = Titles(
        many=_l("Events"),
        one=_l("Event"),
        empty=_l("Nothing has happened yet. Every change that somebody makes is written down here."),
    )
    icon = "events"
    form = None
    column_list = ("at", "what", "actor_label")
    column_export_list = (
        *("id", "at", "actor_label", "verb", "noun", "record_id", "record_label", "reason"),
        *("before", "after"),
    )
    column_labels = {
        "id": _l("Number"),
        "at": _l("When"),
        "what": _l("What happened"),
        "actor_label": _l("Who"),
        "verb": _l("Act"),
        "noun": _l("Kind of record"),
        "record_id": _l("Number of the record"),
        "record_label": _l("Record"),
        "reason": _l("Reason"),
        "before": _l("Before"),
        "after": _l("After"),
    }
    column_formatters_export = {
        "before": lambda event: _as_text(event.before),
        "after": lambda event: _as_text(event.after),
    }
    column_display_actions = False
    list_filters = (
        ChoiceFilter("group", _l("What about"), lambda group: Event.verb.in_(verbs_in(group)), GROUPS.items),
        ListFilter("actor", _l("Who (handle or e-mail address)"), _by),
        ChoiceFilter(
            "verb",
            _l("What"),
            lambda verb: Event.verb == verb,
            lambda: sorted(((verb, label_of(verb)) for verb in VERBS), key=lambda pair: pair[1]),
        ),
        ChoiceFilter("noun", _l("Kind of record"), lambda noun: Event.noun == noun, NOUNS.items),
        RecordFilter("record", _l("Number of the record"), lambda number: Event.record_id == number),
        DayFilter("from", _l("From"), Event.at),
        DayFilter("until", _l("Until"), Event.at, until=True),
    )
    list_options = record_options = (raiseload(Event.actor),)
    list_template = "admin/events/list.html"
    details_template = "admin/events/details.html"

    def tabs(self, arguments: ListArguments) -> list[Tab]:
        """The groups; the other filters stay as they are, but for a single verb."""
        others = {key: value for key, value in arguments.filters.items() if key not in ("group", "verb")}
        present = arguments.filters.get("group")
        return [
            Tab(label, self.list_url(arguments.but(filters={**others, **filters})), present == group)
            for group, label, filters in (
                (None, _l("All"), {}),
                *((group, label, {"group": group}) for group, label in GROUPS.items()),
            )
        ]

    def list_context(self, page: Page) -> dict[str, Any]:
        told = {one.event.id: one for one in tell(page.rows)}
        return {**super().list_context(page), "told": told}

    def details_context(self, record: Event) -> dict[str, Any]:
        (told,) = tell([record])
        return {
            **super().details_context(record),
            "told": told,
            "differences": differences(record),
            **undo_of(record),
        }


def _as_text(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False) if values else ""
