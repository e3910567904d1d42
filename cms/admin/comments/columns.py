"""The columns of the comments list and of its export."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cms.models import Comment, CommentStatus
from cms.tools.html import excerpt

EXCERPT = 160  # characters
WHOLE = 10_000

LISTED = ("body", "author", "post", "created_at")
EXPORTED = ("id", "created_at", "status", "display_name", "post", "body")
LABELS = {
    "id": _l("Number"),
    "body": _l("Comment"),
    "author": _l("Author"),
    "display_name": _l("Author"),
    "post": _l("Post"),
    "status": _l("Status"),
    "created_at": _l("When"),
}
TONES = {
    CommentStatus.PENDING: "warning",
    CommentStatus.APPROVED: "success",
    CommentStatus.SPAM: "danger",
    CommentStatus.TRASHED: "danger",
}


def words_of(comment: Comment, length: int = EXCERPT) -> str:
    """The comment as text."""
    return excerpt(comment.body, length)


EXPORT_FORMATTERS: dict[str, Any] = {"body": lambda comment: words_of(comment, WHOLE)}
