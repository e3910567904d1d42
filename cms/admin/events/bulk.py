"""Bulk runs in the log: their names in words, and whether one can be taken back."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _

from cms.actions.bulk_runs import why_not_undoable
from cms.admin.base.bulk import BulkView
from cms.admin.base.offers import undo_button
from cms.extensions import db
from cms.models import BulkRun, Event


def bulk_label(name: str) -> str:
    """`posts.trash` in words: the screen's name and the act's."""
    screen, _dot, act_name = name.partition(".")
    view = _screen(screen)
    act = view.act_named(act_name) if view else None
    return _("%(act)s (%(screen)s)", act=act.label, screen=view.titles.many) if view and act else name


def undo_of(event: Event) -> dict[str, Any]:
    """For the event of a bulk run: the button that undoes it, or the sentence why there is none."""
    run = db.session.get(BulkRun, event.record_id) if event.verb == "bulk_run.do" else None
    if run is None:
        return {}
    obstacle = why_not_undoable(run)
    if obstacle:
        return {"not_undoable": obstacle}
    view = _screen(run.screen)
    act = view.act_named(run.act) if view and view.is_accessible() else None
    return {"undo": undo_button(run.screen, run.id)} if act and act.may(None) else {}


def _screen(endpoint: str) -> BulkView | None:
    (admin,) = current_app.extensions["admin"]
    found = (view for view in admin._views if view.endpoint == endpoint)
    view = next(found, None)
    return view if isinstance(view, BulkView) else None
