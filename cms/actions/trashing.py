"""Trash, restore and delete posts and pages."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions.checks import lock, require, require_state
from cms.actions.errors import NotPossible
from cms.actions.publishing import withdraw_listing
from cms.actions.recording import record
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Post, PostStatus
from cms.rules.permissions import SYSTEM
from cms.rules.workflow import PUBLICATION, permission_for

PURGED_AT_ONCE = 50


def trash(post: Post, *, by: Any) -> None:
    """Put it aside; visitors no longer see it, and it can be restored."""
    _move("trash", post, by)


def restore(post: Post, *, by: Any) -> None:
    """Bring it back as a draft: who restores need not be one who may publish."""
    _move("restore", post, by)


def delete(post: Post, *, by: Any, reason: str = "") -> None:
    """Delete it for good, with its revisions and comments. Only from the trash."""
    require(by, permission_for("delete", post), post)
    if post.status != PostStatus.TRASHED:
        raise NotPossible(_l("Move “%(title)s” to the trash first, then delete it.", title=post.title))
    before = {"title": post.title, "slug": post.slug}
    record(f"{post.kind}.delete", post, by=by, before=before, reason=reason)
    db.session.delete(post)
    db.session.flush()


def purge_due(moment: datetime, limit: int = PURGED_AT_ONCE) -> int:
    """Delete what was in the trash for as long as the settings say; answers how many. The caller commits.

    Rows that another worker holds are passed over.
    """
    days = setting("trash_days")
    if not days:
        return 0
    due = (
        select(Post)
        .where(Post.trashed_at <= moment - timedelta(days=days))
        .order_by(Post.trashed_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Post)
    )
    posts = db.session.scalars(due).all()
    for post in posts:
        delete(
            post, by=SYSTEM, reason=str(_l("Days in the trash: %(days)s. The settings say so.", days=days))
        )
    return len(posts)


def purged_at(post: Post) -> datetime | None:
    """When the worker will delete it; None: never, or it isn't in the trash."""
    days = setting("trash_days")
    return post.trashed_at + timedelta(days=days) if post.trashed_at and days else None


def _move(name: str, post: Post, by: Any) -> None:
    transition = PUBLICATION[name]
    require(by, permission_for(transition.act, post), post)
    lock(post)
    require_state(transition, post.status, post.title)
    before = post.status
    withdraw_listing(post, PostStatus(transition.target))
    record(f"{post.kind}.{name}", post, by=by, before={"status": before}, after={"status": post.status})
