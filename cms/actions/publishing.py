"""Publish, schedule, unpublish, archive: the states of a post before its readers."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from cms.actions import rounds
from cms.actions.addresses import require_free
from cms.actions.checks import lock, require, require_state, unique
from cms.actions.errors import Invalid, NotPossible, NotReady
from cms.actions.planning import PUBLISH, forget, plan, planned
from cms.actions.projecting import project
from cms.actions.readiness import AS_IT_IS, Despite, require_ready, require_seen
from cms.actions.recording import record
from cms.actions.saving import SLUG_TAKEN, newest_revision
from cms.actions.tagging import put_tags, tags_of
from cms.extensions import db
from cms.models import Post, PostStatus, Revision, Schedule, ScheduledVerb, now
from cms.rules.permissions import SYSTEM
from cms.rules.workflow import PUBLICATION, permission_for


def publish(
    post: Post,
    *,
    by: Any,
    published_at: datetime | None = None,
    override: str = "",
    checklist: bool = True,
) -> None:
    """Show the newest revision to visitors. The first publication dates the post, unless a date is given.

    `override` is the reason to publish what the checklist blocks; without `checklist` it isn't asked.
    Raises Refused, NotReady, NotPossible (also when there is nothing new to publish) or Invalid (the address
    is taken).
    """
    begin("publish", post, by)
    if post.is_live and not post.has_changes and published_at in (None, post.published_at):
        raise NotPossible(
            _l("“%(title)s” is published already, without unpublished changes.", title=post.title)
        )
    revision = newest_revision(post)
    despite = require_ready(post, revision, by=by, override=override) if checklist else AS_IT_IS
    _show(post, revision, published_at or post.published_at or now(), by, despite)


def schedule(
    post: Post,
    at: datetime,
    *,
    by: Any,
    version: int | None = None,
    override: str = "",
    checklist: bool = True,
) -> Schedule:
    """Publish a revision, the newest unless a number is given, at a moment to come. Again, it moves it.

    What is published stays so meanwhile, as it is. Raises Refused, NotReady, NotPossible, or Invalid when the
    moment is past, there is no such revision, or somebody else has its address.
    """
    begin("schedule", post, by)
    revision = _revision(post, post.version if version is None else version)
    if revision is None:
        raise Invalid({"version": _l("There is no such revision. Choose one from the list.")})
    if post.is_live and revision.number == post.live_version:
        raise NotPossible(
            _l("Visitors see this revision of “%(title)s” already. Save a change first.", title=post.title)
        )
    require_free(post.kind, post.locale, revision.slug, besides=post.id)
    despite = require_ready(post, revision, by=by, override=override) if checklist else AS_IT_IS
    require_seen(post, revision, by=by)
    row = plan(post, PUBLISH, at, version=revision.number, by=by)
    if not post.is_live:
        enter(post, PostStatus.SCHEDULED)
    after = {"at": at.isoformat(), "revision": revision.number, **despite.after}
    record(f"{post.kind}.schedule", post, by=by, after=after, reason=despite.reason)
    return row


def unpublish(post: Post, *, by: Any) -> None:
    """Make it a draft that visitors don't see. Its date is kept for the next publication."""
    _withdraw("unpublish", post, by)


def archive(post: Post, *, by: Any) -> None:
    """Take it from visitors' sight and keep it as done rather than as a draft."""
    _withdraw("archive", post, by)


def publish_due(moment: datetime, limit: int = 100) -> int:
    """Carry out what was planned up to the moment, in order of time; answers how many. The caller commits.

    Each is carried out once: posts that another worker or a person holds are passed over until later.
    """
    done = 0
    for _turn in range(limit):
        row = db.session.scalars(_next_due(moment)).first()
        if row is None:
            break
        done += _carry_out(row)
    return done


def withdraw_listing(post: Post, target: PostStatus) -> None:
    """Enter a state that visitors don't see, and leave the lists they read. Nothing stays planned."""
    forget(post)
    _leave(post, target)


def begin(name: str, post: Post, by: Any) -> None:
    """The checks of a transition; the post is locked afterwards."""
    transition = PUBLICATION[name]
    require(by, permission_for(transition.act, post), post)
    lock(post)
    require_state(transition, post.status, post.title)


def enter(post: Post, status: PostStatus) -> None:
    """Give it the status; who calls has checked that it may."""
    post.status = status
    post.updated_at = now()
    post.trashed_at = post.updated_at if status == PostStatus.TRASHED else None
    db.session.flush()


def _withdraw(name: str, post: Post, by: Any) -> None:
    begin(name, post, by)
    before = post.status
    withdraw_listing(post, PostStatus(PUBLICATION[name].target))
    record(f"{post.kind}.{name}", post, by=by, before={"status": before}, after={"status": post.status})


def _show(
    post: Post, revision: Revision, published_at: datetime, by: Any, despite: Despite = AS_IT_IS
) -> None:
    before = {"status": post.status, "revision": post.live_version}
    require_seen(post, revision, by=by)
    rounds.end(post.id, None, by=by)
    show(post, revision, published_at)
    record(
        f"{post.kind}.publish",
        post,
        by=by,
        before=before,
        after={"status": post.status, "revision": revision.number, **despite.after},
        reason=despite.reason,
    )


def _leave(post: Post, target: PostStatus) -> None:
    enter(post, target)
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
    forget(post, PUBLISH)
    with unique("slug", SLUG_TAKEN):
        was_public = post.published_at is not None
        post.published_at = published_at
        enter(post, PostStatus.PUBLISHED)
        project(post, revision, was_public=was_public)


def _next_due(moment: datetime) -> Select[Schedule]:
    # The post is locked with its plan, so that no two workers are at one post, out of order.
    return (
        select(Schedule)
        .join(Schedule.post)
        .where(Schedule.at <= moment)
        .order_by(Schedule.at, Schedule.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _carry_out(row: Schedule) -> bool:
    """Do it; what can't be done is told in the log and forgotten, or it would be tried for ever."""
    by, verb, post = row.by or SYSTEM, row.verb, db.session.get_one(Post, row.post_id, with_for_update=True)
    try:
        with db.session.begin_nested():
            _DUE[verb](post, row, by)
    except (Invalid, NotReady) as fault:
        forget(post, verb)
        if post.status == PostStatus.SCHEDULED:
            withdraw_listing(post, PostStatus.UNPUBLISHED)
        reason = " ".join(map(str, fault.errors.values())) if isinstance(fault, Invalid) else str(fault)
        record(f"{post.kind}.{_FAILED[verb]}", post, by=by, reason=reason)
        return False
    return True


def _publish_due(post: Post, row: Schedule, by: Any) -> None:
    # Publishing again keeps the date that readers know.
    at = post.published_at if post.is_live else None
    _show(post, _revision(post, row.version) or newest_revision(post), at or row.at, by)


def _unpublish_due(post: Post, row: Schedule, by: Any) -> None:
    before = post.status
    forget(post, row.verb)
    _leave(post, PostStatus.SCHEDULED if planned(post, PUBLISH) else PostStatus.UNPUBLISHED)
    record(f"{post.kind}.unpublish", post, by=by, before={"status": before}, after={"status": post.status})


_DUE = {ScheduledVerb.PUBLISH: _publish_due, ScheduledVerb.UNPUBLISH: _unpublish_due}
_FAILED = {ScheduledVerb.PUBLISH: "schedule_failed", ScheduledVerb.UNPUBLISH: "schedule_end_failed"}


def _revision(post: Post, number: int) -> Revision | None:
    return db.session.scalars(
        select(Revision).where(Revision.post_id == post.id, Revision.number == number)
    ).one_or_none()
