"""Plan the end of a publication, move what is planned to another moment, cancel it."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.checks import lock, require
from cms.actions.errors import NotPossible
from cms.actions.planning import PUBLISH, UNPUBLISH, forget, plan, planned, require_moment
from cms.actions.publishing import begin, enter
from cms.actions.recording import record
from cms.models import Post, PostStatus, Schedule, ScheduledVerb
from cms.rules.workflow import permission_for


def schedule_end(post: Post, at: datetime, *, by: Any) -> Schedule:
    """Take it from visitors' sight at a moment to come. Planning it again moves it.

    Raises Refused, NotPossible, or Invalid when the moment does not fit.
    """
    begin("schedule_end", post, by)
    row = plan(post, UNPUBLISH, at, version=post.version, by=by)
    record(f"{post.kind}.schedule_end", post, by=by, after={"at": at.isoformat()})
    return row


def reschedule(row: Schedule, at: datetime, *, by: Any) -> Schedule:
    """Move what is planned to another moment. Raises Refused, NotPossible or Invalid; then it stays."""
    post, current = row.post, _still_planned(row.post, row.verb, by)
    before = current.at
    if at == before:
        return current
    require_moment(post, current.verb, at)
    current.at = at
    current.by_id = getattr(by, "id", None)
    record(
        f"{post.kind}.reschedule",
        post,
        by=by,
        before={"at": before.isoformat()},
        after={"at": at.isoformat(), "act": current.verb},
    )
    return current


def unschedule(post: Post, verb: ScheduledVerb, *, by: Any) -> None:
    """Cancel what is planned. A post that will not be published is a draft, and has no end to plan."""
    row = _still_planned(post, verb, by)
    before = {"at": row.at.isoformat(), "act": verb, "revision": row.version}
    if verb == PUBLISH and post.status == PostStatus.SCHEDULED:
        forget(post)
        enter(post, PostStatus.UNPUBLISHED)
    else:
        forget(post, verb)
    record(f"{post.kind}.unschedule", post, by=by, before=before)


def _still_planned(post: Post, verb: ScheduledVerb, by: Any) -> Schedule:
    require(by, permission_for("publish", post), post)
    lock(post)
    row = planned(post, verb)
    if row is None:
        raise NotPossible(
            _l(
                "Nothing of the kind is scheduled for “%(title)s” any more. Reload the page.",
                title=post.title,
            )
        )
    return row
