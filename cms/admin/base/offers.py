"""The button that takes a bulk run back: in the message after it, and in the event log."""

from flask import request, url_for
from flask_babel import gettext as _

from cms.admin.base.buttons import Button
from cms.models import BulkRun

_MARK = " undo:"


def with_undo(category: str, run: BulkRun) -> str:
    """The category of a message that offers to undo the run: messages hold nothing but two texts."""
    return f"{category}{_MARK}{run.screen}.{run.id}"


def read_category(category: str) -> tuple[str, Button | None]:
    """The message's own category, and the button if it has one."""
    tone, _mark, offered = category.partition(_MARK)
    screen, _dot, run_id = offered.partition(".")
    return tone, undo_button(screen, run_id) if run_id else None


def undo_button(screen: str, run_id: int | str) -> Button:
    """A form that undoes the run and leads back here."""
    fields = {"id": run_id}
    if request.method == "GET":
        fields["url"] = request.full_path.rstrip("?")
    return Button(_("Undo"), url_for(f"{screen}.undo_view"), post=True, fields=fields)
