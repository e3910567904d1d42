"""Carries out what was planned for posts, once its moment has come."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, update

from cms.actions.checks import require
from cms.actions.errors import Invalid, NotReady, Refused, Sentence
from cms.actions.planning import PUBLISH, forget, planned
from cms.actions.publishing import leave, show_by, withdraw_listing
from cms.actions.recording import record
from cms.actions.saving import newest_revision, revision_of
from cms.actions.schedule_letters import tell_failed
from cms.extensions import db
from cms.models import Post, PostStatus, Schedule, ScheduledVerb
from cms.rules.permissions import SYSTEM
from cms.rules.workflow import permission_for

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(hours=1)


def next_moment() -> datetime | None:
    """When the next plan is due; None while nothing is planned."""
    return db.session.scalar(select(func.min(Schedule.next_at)))


def next_due(moment: datetime) -> Schedule | None:
    """The plan that is due the longest, held until the commit; posts that others hold are passed over."""
    # The post is locked with its plan, so that no two workers are at one post, out of order.
    due = (
        select(Schedule)
        .join(Schedule.post)
        .where(Schedule.next_at <= moment)
        .order_by(Schedule.next_at, Schedule.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return db.session.scalars(due).first()


def carry_out(row: Schedule) -> bool:
    """Do it; what can't be done is recorded, told and forgotten, or it would be tried for ever."""
    verb, by = row.verb, row.by
    post = db.session.get_one(Post, row.post_id, with_for_update=True)
    try:
        with db.session.begin_nested():
            _DUE[verb](post, row)
    except (Invalid, NotReady, Refused) as fault:
        forget(post, verb)
        if post.status == PostStatus.SCHEDULED:
            withdraw_listing(post, PostStatus.UNPUBLISHED)
        actor = SYSTEM if isinstance(fault, Refused) else by or SYSTEM
        record(f"{post.kind}.{_FAILED[verb]}", post, by=actor, reason=str(_sentence(fault)))
        tell_failed(post, _sentence(fault), by=by, owners=isinstance(fault, Refused))
        return False
    return True


def postpone(schedule_id: int, moment: datetime) -> None:
    """Something unforeseen went wrong with it: the others go on, and it waits longer each time."""
    attempts = db.session.scalar(select(Schedule.attempts).where(Schedule.id == schedule_id)) or 0
    wait = min(FIRST_WAIT * 2 ** min(attempts, 20), LONGEST_WAIT)
    later = update(Schedule).where(Schedule.id == schedule_id)
    db.session.execute(later.values(attempts=attempts + 1, next_at=moment + wait))


def _publish(post: Post, row: Schedule) -> None:
    by = _who_may_still(post, row)
    # Publishing again keeps the date that readers know.
    at = post.published_at if post.is_live else None
    show_by(post, revision_of(post, row.version) or newest_revision(post), at or row.at, by)


def _unpublish(post: Post, row: Schedule) -> None:
    """Whoever planned it: an end makes nothing public, and a contract or a law may stand behind it."""
    before, by = post.status, row.by or SYSTEM
    forget(post, row.verb)
    leave(post, PostStatus.SCHEDULED if planned(post, PUBLISH) else PostStatus.UNPUBLISHED)
    record(f"{post.kind}.unpublish", post, by=by, before={"status": before}, after={"status": post.status})


def _who_may_still(post: Post, row: Schedule) -> Any:
    """Who planned it. Raises Refused when that person is gone or may no longer publish it."""
    if row.by_system:
        return SYSTEM
    if row.by is None:
        raise Refused(_l("The account of the person who scheduled it has been deleted."))
    try:
        require(row.by, permission_for("publish", post), post)
    except Refused:
        raise Refused(
            _l("%(person)s, who scheduled it, may no longer publish it.", person=row.by.display_name)
        ) from None
    return row.by


def _sentence(fault: Invalid | NotReady | Refused) -> Sentence:
    if isinstance(fault, Refused):
        return fault.reason
    return " ".join(map(str, fault.errors.values())) if isinstance(fault, Invalid) else str(fault)


_DUE = {ScheduledVerb.PUBLISH: _publish, ScheduledVerb.UNPUBLISH: _unpublish}
_FAILED = {ScheduledVerb.PUBLISH: "schedule_failed", ScheduledVerb.UNPUBLISH: "schedule_end_failed"}
