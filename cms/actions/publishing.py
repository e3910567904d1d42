"""Publish, schedule, unpublish, archive: the states of a post before its readers."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from cms.actions.addresses import require_free
from cms.actions.checks import lock, require, require_state, unique
from cms.actions.errors import Invalid, NotPossible
from cms.actions.projecting import project
from cms.actions.recording import record
from cms.actions.saving import SLUG_TAKEN, newest_revision
from cms.actions.tagging import put_tags, tags_of
from cms.extensions import db
from cms.models import Post, PostStatus, Revision, Schedule, ScheduledVerb, now
from cms.rules.permissions import SYSTEM
from cms.rules.workflow import PUBLICATION, permission_for


def publish(post: Post, *, by: Any, published_at: datetime | None = None) -> None:
    """Show the newest revision to visitors. The first publication dates the post, unless a date is given.

    Raises Refused, NotPossible (also when there is nothing new to publish) or Invalid (the address is taken).
    """
    _begin("publish", post, by)
    if post.is_live and not post.has_changes and published_at in (None, post.published_at):
        raise NotPossible(
            _l("“%(title)s” is published already, without unpublished changes.", title=post.title)
        )
    _publish_as(post, newest_revision(post), published_at or post.published_at or now(), by)


def schedule(post: Post, at: datetime, *, by: Any) -> Schedule:
    """Publish the newest revision at a moment to come. Scheduling again moves it.

    Raises Refused, NotPossible, or Invalid when the moment is past.
    """
    _begin("schedule", post, by)
    if at <= now():
        raise Invalid({"at": _l("Choose a moment in the future.")})
    _forget_schedule(post)
    row = Schedule(
        post_id=post.id,
        version=post.version,
        verb=ScheduledVerb.PUBLISH,
        at=at,
        by_id=getattr(by, "id", None),
    )
    db.session.add(row)
    _enter(post, PostStatus.SCHEDULED)
    record(f"{post.kind}.schedule", post, by=by, after={"at": at.isoformat(), "revision": post.version})
    return row


def unpublish(post: Post, *, by: Any) -> None:
    """Make it a draft that visitors don't see. Its date is kept for the next publication."""
    _withdraw("unpublish", post, by)


def archive(post: Post, *, by: Any) -> None:
    """Take it from visitors' sight and keep it as done rather than as a draft."""
    _withdraw("archive", post, by)


def publish_due(moment: datetime, limit: int = 100) -> int:
    """Carry out what was scheduled up to the moment; answers how many. The caller commits.

    Rows that another worker holds are passed over, so that each is carried out once.
    """
    rows = db.session.scalars(
        select(Schedule)
        .where(Schedule.at <= moment)
        .order_by(Schedule.at, Schedule.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    return sum(_carry_out(row) for row in rows)


def withdraw_listing(post: Post, target: PostStatus) -> None:
    """Enter a state that visitors don't see, and leave the lists they read."""
    _forget_schedule(post)
    _enter(post, target)
    newest = newest_revision(post)
    if post.live_version != newest.number:
        # Nobody sees the row now, so it follows the newest revision again.
        with unique("slug", SLUG_TAKEN):
            project(post, newest, was_public=post.published_at is not None)
    else:
        put_tags(post, tags_of(post))


def show(post: Post, revision: Revision, published_at: datetime) -> None:
    """Enter the published state with this revision. Raises Invalid when its address is taken."""
    require_free(post.kind, post.locale, revision.slug, besides=post.id)
    _forget_schedule(post)
    with unique("slug", SLUG_TAKEN):
        was_public = post.published_at is not None
        post.published_at = published_at
        _enter(post, PostStatus.PUBLISHED)
        project(post, revision, was_public=was_public)


def revision_numbered(post: Post, number: int) -> Revision:
    """The revision of this number, which must exist."""
    return db.session.scalars(
        select(Revision).where(Revision.post_id == post.id, Revision.number == number)
    ).one()


def _begin(name: str, post: Post, by: Any) -> None:
    transition = PUBLICATION[name]
    require(by, permission_for(transition.act, post), post)
    lock(post)
    require_state(transition, post.status, post.title)


def _withdraw(name: str, post: Post, by: Any) -> None:
    _begin(name, post, by)
    before = post.status
    withdraw_listing(post, PostStatus(PUBLICATION[name].target))
    record(f"{post.kind}.{name}", post, by=by, before={"status": before}, after={"status": post.status})


def _publish_as(post: Post, revision: Revision, published_at: datetime, by: Any) -> None:
    before = {"status": post.status, "revision": post.live_version}
    show(post, revision, published_at)
    record(
        f"{post.kind}.publish",
        post,
        by=by,
        before=before,
        after={"status": post.status, "revision": revision.number},
    )


def _carry_out(row: Schedule) -> bool:
    """Publish it; what can't be published becomes a draft that says so, or it would be tried for ever."""
    by = row.by or SYSTEM
    post = db.session.get_one(Post, row.post_id, with_for_update=True)
    revision = revision_numbered(post, row.version)
    try:
        with db.session.begin_nested():
            _publish_as(post, revision, row.at, by)
    except Invalid as fault:
        withdraw_listing(post, PostStatus.UNPUBLISHED)
        reason = " ".join(map(str, fault.errors.values()))
        record(f"{post.kind}.schedule_failed", post, by=by, reason=reason)
        return False
    return True


def _enter(post: Post, status: PostStatus) -> None:
    post.status = status
    post.updated_at = now()
    post.trashed_at = post.updated_at if status == PostStatus.TRASHED else None
    db.session.flush()


def _forget_schedule(post: Post) -> None:
    db.session.execute(delete(Schedule).where(Schedule.post_id == post.id))
