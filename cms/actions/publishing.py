"""Publish, schedule, unpublish, archive: the states of a post before its readers."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions import rounds
from cms.actions.addresses import require_free
from cms.actions.checks import lock, require, require_state, unique
from cms.actions.errors import Invalid, NotPossible
from cms.actions.planning import PUBLISH, forget, plan
from cms.actions.projecting import project
from cms.actions.readiness import AS_IT_IS, Despite, require_ready, require_seen
from cms.actions.recording import record
from cms.actions.saving import SLUG_TAKEN, newest_revision, revision_of
from cms.actions.tagging import put_tags, tags_of
from cms.extensions import db
from cms.models import Post, PostStatus, Revision, Schedule, now
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
    show_by(post, revision, published_at or post.published_at or now(), by, despite)


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
    revision = revision_of(post, post.version if version is None else version)
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


def withdraw_listing(post: Post, target: PostStatus) -> None:
    """Enter a state that visitors don't see, and leave the lists they read. Nothing stays planned."""
    forget(post)
    leave(post, target)


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


def show_by(
    post: Post, revision: Revision, published_at: datetime, by: Any, despite: Despite = AS_IT_IS
) -> None:
    """Publish a revision in somebody's name. Raises NotReady or Invalid; who may publish is asked before."""
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


def leave(post: Post, target: PostStatus) -> None:
    """Enter a state that visitors don't see; what is planned stays."""
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
