"""Create and save posts and pages: every save is a revision, and never over somebody else's."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, update

from cms.actions import rounds
from cms.actions.addresses import require_free, slug_for_new
from cms.actions.checks import lock, require, unique
from cms.actions.content import Content, checked, columns_of, content_of
from cms.actions.errors import Stale
from cms.actions.projecting import project
from cms.actions.recording import record
from cms.actions.tagging import tags_named
from cms.extensions import db
from cms.models import Post, PostKind, Revision, Schedule, ScheduledVerb, User, now
from cms.rules.permissions import Permission
from cms.rules.workflow import permission_for

SLUG_TAKEN = _l("Somebody has just taken this address. Choose a different one.")


def create(
    kind: PostKind,
    content: Content,
    *,
    by: Any,
    locale: str = "en",
    author: User | None = None,
    note: str = "",
    created_at: datetime | None = None,
) -> Post:
    """A new draft with its first revision, written by `author` (else by who creates it).

    Raises Refused or Invalid.
    """
    require(by, Permission(f"{kind}.create"))
    content = checked(content)
    tags_named(content.tags, by=by)
    slug = slug_for_new(kind, locale, content.title, content.slug)
    moment = created_at or now()
    post = Post(
        kind=kind, locale=locale, slug=slug, title=content.title, created_at=moment, updated_at=moment
    )
    post.author = author or by
    with unique("slug", SLUG_TAKEN):
        db.session.add(post)
    revision = _revise(post, replace(content, slug=slug), by, note, moment)
    project(post, revision, was_public=False)
    record(f"{kind}.create", post, by=by, after={"title": post.title, "slug": post.slug})
    return post


def save(post: Post, content: Content, *, by: Any, base: int, note: str = "") -> Revision:
    """Keep what was typed as a new revision; visitors of a published post see it once it is published again.

    `base` is the number of the revision that the person had before them. Raises Stale when a newer one
    exists, Refused or Invalid. A save that changes nothing answers with the revision that is there.
    """
    require(by, permission_for("edit", post), post)
    lock(post)
    newest = newest_revision(post)
    if newest.number != base:
        raise Stale(newest)
    content = checked(content)
    content = replace(content, slug=content.slug or newest.slug)
    if content == content_of(newest):
        return newest
    if content.slug != newest.slug:
        require_free(post.kind, post.locale, content.slug, besides=post.id)
    tags_named(content.tags, by=by)
    revision = _revise(post, content, by, note, now())
    if not post.is_live:
        with unique("slug", SLUG_TAKEN):
            project(post, revision, was_public=post.published_at is not None)
    _keep_schedule_current(post, newest.number)
    # Who reviews must not approve another text than the one they were asked about.
    rounds.end(post.id, rounds.WITHDRAWN, by=by)
    record(f"{post.kind}.save", post, by=by, after={"revision": revision.number}, reason=note)
    return revision


def add_tag(post: Post, name: str, *, by: Any) -> Revision:
    """Add one tag, as a revision of its own. Raises Refused, Invalid or Stale."""
    newest = newest_revision(post)
    content = content_of(newest)
    return save(post, replace(content, tags=(*content.tags, name)), by=by, base=newest.number)


def keep_aside(post: Post, content: Content, *, by: Any, base: int, note: str = "") -> Revision:
    """Keep a text that could not be saved over the newest one, as a revision that leads nowhere by itself.

    Raises Refused or Invalid.
    """
    require(by, permission_for("edit", post), post)
    revision = _written(post, checked(content), by, note, now())
    revision.parent, revision.aside = base or None, True
    record(f"{post.kind}.keep_aside", post, by=by, after={"revision": revision.number}, reason=note)
    return revision


def hand_over(post: Post, author: User, *, by: Any) -> None:
    """Make somebody else the author. Only who may edit every post may do so."""
    require(by, permission_for("edit", post))
    require(by, permission_for("review", post), post)
    before = post.author
    if before.id == author.id:
        return
    post.author = author
    record(
        f"{post.kind}.hand_over", post, by=by, before={"author": str(before)}, after={"author": str(author)}
    )


def newest_revision(post: Post) -> Revision:
    """The last one saved; every post has at least one."""
    newest = revision_of(post, post.version)
    assert newest is not None  # noqa: S101 - create() made the first one
    return newest


def revision_of(post: Post, number: int) -> Revision | None:
    """The post's revision of this number, if there is one."""
    wanted = select(Revision).where(Revision.post_id == post.id, Revision.number == number)
    return db.session.scalars(wanted).one_or_none()


def _revise(post: Post, content: Content, by: Any, note: str, moment: datetime) -> Revision:
    """The newest revision from now on."""
    revision = _written(post, content, by, note, moment)
    post.version = revision.number
    post.updated_at = moment
    db.session.flush()
    return revision


def _written(post: Post, content: Content, by: Any, note: str, moment: datetime) -> Revision:
    highest = select(func.max(Revision.number)).where(Revision.post_id == post.id)
    revision = Revision(
        post_id=post.id,
        number=(db.session.scalar(highest) or 0) + 1,
        parent=post.version or None,
        author_id=getattr(by, "id", None),
        created_at=moment,
        note=note.strip()[:500],
        **columns_of(content),
    )
    db.session.add(revision)
    db.session.flush()
    # The column type has sanitised the body on its way in; what is shown and compared is what is stored.
    db.session.refresh(revision, ["body"])
    return revision


def _keep_schedule_current(post: Post, before: int) -> None:
    """Who edits what will be published means the coming publication; an older revision stays as chosen."""
    db.session.execute(
        update(Schedule)
        .where(
            Schedule.post_id == post.id,
            Schedule.verb == ScheduledVerb.PUBLISH,
            Schedule.version == before,
        )
        .values(version=post.version)
    )
