"""The kinds of jobs: what each does, and how often."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from cms.actions import housekeeping
from cms.actions.departing import see_off
from cms.actions.forgetting import forget_events
from cms.actions.leaving import delete_leaving
from cms.actions.trashing import PURGED_AT_ONCE, purge_due
from cms.engines import tallies
from cms.engines.jobs.kinds import Kind, Kinds, Work
from cms.engines.pages import changes
from cms.engines.sealing import sealing
from cms.models import JobKind, now

MINUTES, HOUR, DAY = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)


def _batches(act: Callable[[datetime], int], most: int) -> Work:
    """A batch at a time; a full one means that there may be more."""

    def work(_payload: dict[str, Any]) -> bool:
        return act(now()) >= most

    return work


KINDS: Kinds = {
    # By the hour: who shortens the days by mistake has a while to see it.
    JobKind.PURGE_TRASH: Kind(_batches(purge_due, PURGED_AT_ONCE), every=HOUR),
    JobKind.FORGET_BULK_RUNS: Kind(_batches(housekeeping.forget_bulk_runs, housekeeping.BATCH), every=DAY),
    JobKind.FORGET_PREVIEW_LINKS: Kind(
        _batches(housekeeping.forget_preview_links, housekeeping.BATCH), every=DAY
    ),
    JobKind.FORGET_MAILS: Kind(_batches(housekeeping.forget_mails, housekeeping.BATCH), every=DAY),
    JobKind.FORGET_GUEST_COMMENTS: Kind(
        _batches(housekeeping.forget_guest_comments, housekeeping.BATCH), every=HOUR
    ),
    JobKind.FORGET_TALLIES: Kind(_batches(tallies.forget, tallies.BATCH), every=HOUR),
    JobKind.FORGET_SIGN_INS: Kind(_batches(housekeeping.forget_sign_ins, housekeeping.BATCH), every=DAY),
    JobKind.SEAL_EVENTS: Kind(_batches(sealing.seal_next, sealing.BATCH), every=MINUTES),
    JobKind.FORGET_EVENTS: Kind(_batches(forget_events, 1), every=DAY),
    JobKind.FORGET_PAGE_CHANGES: Kind(_batches(changes.forget, changes.BATCH), every=HOUR),
    JobKind.SEE_OFF: Kind(see_off),
    JobKind.DELETE_LEAVING: Kind(_batches(delete_leaving, 1), every=HOUR),
}
