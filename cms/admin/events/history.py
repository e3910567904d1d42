"""From a record to what the log tells of it."""

from typing import Any

from flask import url_for

from cms.admin.base import actor
from cms.models import Event
from cms.rules.permissions import Permission, can


def history_url(noun: str, record: Any = None) -> str | None:
    """Where the history of the record is, or of all of the noun; None for who may not read the log."""
    if noun == Event.__tablename__ or not can(actor(), Permission.EVENT_VIEW):
        return None
    if record is None:
        return url_for("events.index_view", flt2_noun=noun)
    return url_for("events.index_view", flt2_noun=noun, flt3_record=record.id)
