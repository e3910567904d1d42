"""The columns of the posts and pages lists and of their export."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cms.models import Post, PostKind
from cms.rules.workflow import STATUS_LABELS

LISTED = {
    PostKind.POST: ("title", "author", "tags", "published_at", "updated_at"),
    PostKind.PAGE: ("title", "author", "published_at", "updated_at"),
}
EXPORTED = (
    "id",
    "title",
    "slug",
    "status",
    "author",
    "tags",
    "published_at",
    "updated_at",
    "summary",
    "lead_image",
)
SORTED = ("title", "published_at", "updated_at")
LABELS = {
    "id": _l("Number"),
    "title": _l("Title"),
    "slug": _l("Address"),
    "status": _l("Status"),
    "author": _l("Author"),
    "tags": _l("Tags"),
    "published_at": _l("Published"),
    "updated_at": _l("Changed"),
    "summary": _l("Summary"),
    "lead_image": _l("Lead image"),
}


def _status(post: Post) -> str:
    return str(STATUS_LABELS[post.status])


def _path(post: Post) -> str:
    return post.path


EXPORT_FORMATTERS: dict[str, Any] = {"status": _status, "slug": _path}
