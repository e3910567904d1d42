"""Trash, restore and delete posts and pages."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.checks import lock, require, require_state
from cms.actions.errors import NotPossible
from cms.actions.publishing import withdraw_listing
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Post, PostStatus
from cms.rules.workflow import PUBLICATION, permission_for


def trash(post: Post, *, by: Any) -> None:
    """Put it aside; visitors no longer see it, and it can be restored."""
    _move("trash", post, by)


def restore(post: Post, *, by: Any) -> None:
    """Bring it back as a draft: who restores need not be one who may publish."""
    _move("restore", post, by)


def delete(post: Post, *, by: Any) -> None:
    """Delete it for good, with its revisions and comments. Only from the trash."""
    require(by, permission_for("delete", post), post)
    if post.status != PostStatus.TRASHED:
        raise NotPossible(_l("Move “%(title)s” to the trash first, then delete it.", title=post.title))
    record(f"{post.kind}.delete", post, by=by, before={"title": post.title, "slug": post.slug})
    db.session.delete(post)
    db.session.flush()


def _move(name: str, post: Post, by: Any) -> None:
    transition = PUBLICATION[name]
    require(by, permission_for(transition.act, post), post)
    lock(post)
    require_state(transition, post.status, post.title)
    before = post.status
    withdraw_listing(post, PostStatus(transition.target))
    record(f"{post.kind}.{name}", post, by=by, before={"status": before}, after={"status": post.status})
