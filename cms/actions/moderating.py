"""Approve, hold, mark as spam, trash and delete comments."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.answer_letters import tell_answered
from cms.actions.checks import lock, require, require_state
from cms.actions.errors import NotPossible
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Comment, CommentStatus
from cms.rules.permissions import Permission
from cms.rules.workflow import MODERATION


def moderate(comment: Comment, name: str, *, by: Any, reason: str = "") -> None:
    """Carry out one of the MODERATION transitions. Raises Refused or NotPossible."""
    transition = MODERATION[name]
    require(by, Permission.COMMENT_MODERATE, comment)
    lock(comment)
    require_state(transition, comment.status)
    before = comment.status
    comment.status = CommentStatus(transition.target)
    record(
        f"comment.{name}",
        comment,
        by=by,
        reason=reason,
        before={"status": before},
        after={"status": comment.status},
    )
    tell_answered(comment)


def delete(comment: Comment, *, by: Any) -> None:
    """Delete it for good, and the answers under it. Only from the trash."""
    require(by, Permission.COMMENT_DELETE, comment)
    if comment.status != CommentStatus.TRASHED:
        raise NotPossible(_l("Move the comment to the trash first, then delete it."))
    record("comment.delete", comment, by=by, before={"post": comment.post_id})
    db.session.delete(comment)
    db.session.flush()
