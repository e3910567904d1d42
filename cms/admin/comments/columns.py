"""The columns of the comments list and of its export."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cms.models import Comment, CommentStatus
from cms.rules.spam import sentence_of
from cms.tools.html import excerpt

EXCERPT = 160  # characters
WHOLE = 10_000

LISTED = ("body", "author", "post", "created_at")
EXPORTED = ("id", "created_at", "status", "score", "display_name", "post", "body")
LABELS = {
    "id": _l("Number"),
    "body": _l("Comment"),
    "author": _l("Author"),
    "display_name": _l("Author"),
    "post": _l("Post"),
    "status": _l("Status"),
    "score": _l("Points for spam"),
    "created_at": _l("When"),
}
TONES = {
    CommentStatus.PENDING: "warning",
    CommentStatus.APPROVED: "success",
    CommentStatus.SPAM: "danger",
    CommentStatus.TRASHED: "danger",
}


def sentences_of(comment: Comment) -> list[str]:
    """Why it has its points, the weightiest first."""
    return [sentence_of(reason) for reason in comment.reasons]


def words_of(comment: Comment, length: int = EXCERPT) -> str:
    """The comment as text."""
    return excerpt(comment.body, length)


EXPORT_FORMATTERS: dict[str, Any] = {"body": lambda comment: words_of(comment, WHOLE)}
