"""Bulk runs: what was done to many at once is written down, so that it can be undone once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.checks import lock
from cms.actions.errors import NotPossible, Sentence
from cms.actions.recording import record
from cms.extensions import db
from cms.models import BulkRun, now

UNDOABLE_FOR = timedelta(hours=1)


def note_run(
    screen: str, act: str, steps: Sequence[dict[str, Any]], counts: dict[str, int], *, by: Any
) -> BulkRun:
    """Write down a run whose records went through their own actions, and so through their checks.

    Without steps it can't be undone.
    """
    run = BulkRun(screen=screen, act=act, steps=list(steps), by_id=getattr(by, "id", None))
    db.session.add(run)
    record("bulk_run.do", run, by=by, after=counts)
    return run


def require_undoable(run: BulkRun) -> None:
    """Hold the run and raise NotPossible when it can't be undone, or no longer."""
    lock(run)
    obstacle = why_not_undoable(run)
    if obstacle:
        raise NotPossible(obstacle)


def why_not_undoable(run: BulkRun) -> Sentence:
    """A sentence, or nothing while the run can be undone."""
    if run.undone_at:
        return _l("This has been undone already.")
    if not run.steps:
        return _l("This can't be undone.")
    if now() - run.created_at > UNDOABLE_FOR:
        return _l(
            "This can no longer be undone: that is possible for one hour. Change the records one by one."
        )
    return ""


def note_undone(run: BulkRun, counts: dict[str, int], *, by: Any) -> None:
    """Close the run, whose records were brought back as far as possible: an undo happens once."""
    run.undone_at = now()
    record("bulk_run.undo", run, by=by, after=counts)
