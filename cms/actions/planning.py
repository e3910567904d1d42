"""The rows of what is planned for a post: at most one for each verb, always for a moment to come."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from cms.actions.errors import Invalid
from cms.extensions import db
from cms.models import Post, PostStatus, Schedule, ScheduledVerb, now

PUBLISH, UNPUBLISH = ScheduledVerb.PUBLISH, ScheduledVerb.UNPUBLISH


def plan(post: Post, verb: ScheduledVerb, at: datetime, *, version: int, by: Any) -> Schedule:
    """Put a plan in the place of the one before. Raises Invalid when the moment does not fit."""
    require_moment(post, verb, at)
    forget(post, verb)
    row = Schedule(post_id=post.id, version=version, verb=verb, at=at, by_id=getattr(by, "id", None))
    db.session.add(row)
    db.session.flush()
    return row


def planned(post: Post, verb: ScheduledVerb) -> Schedule | None:
    """What is planned for the post, read afresh."""
    wanted = select(Schedule).where(Schedule.post_id == post.id, Schedule.verb == verb)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def require_moment(post: Post, verb: ScheduledVerb, at: datetime) -> None:
    """Raise Invalid unless the moment is to come, and what is not public yet begins before it ends."""
    field = "at" if verb == PUBLISH else "until"
    if at <= now():
        raise Invalid({field: _l("Choose a moment in the future.")})
    if post.status != PostStatus.SCHEDULED:
        return
    other = planned(post, UNPUBLISH if verb == PUBLISH else PUBLISH)
    if other and (at >= other.at if verb == PUBLISH else at <= other.at):
        raise Invalid({field: _l("It must be published before it is taken offline. Choose another moment.")})


def forget(post: Post, *verbs: ScheduledVerb) -> None:
    """Drop what is planned: these verbs, or everything."""
    query = delete(Schedule).where(Schedule.post_id == post.id)
    db.session.execute(query.where(Schedule.verb.in_(verbs)) if verbs else query)
