"""Where a post stands, in the words and colours of a badge."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import format_date
from flask_babel import gettext as _

from cms.actions.trashing import purged_at
from cms.admin.base.moments import moment_text
from cms.models import Post, PostStatus, ReviewState
from cms.rules.workflow import REVIEW_LABELS, STATUS_LABELS


class Badge(NamedTuple):
    label: str
    tone: str = "quiet"


_TONES = {
    PostStatus.PUBLISHED: "success",
    PostStatus.SCHEDULED: "accent",
    PostStatus.TRASHED: "danger",
}
_REVIEW_TONES = {
    ReviewState.IN_REVIEW: "warning",
    ReviewState.CHANGES_REQUESTED: "danger",
    ReviewState.APPROVED: "success",
}


def badges_of(post: Post, review: ReviewState | None = None, at: datetime | None = None) -> list[Badge]:
    """The post's badge, and one for its review where that matters still."""
    badges = [Badge(_publication(post, at), _TONES.get(post.status, "quiet"))]
    open_text = post.status != PostStatus.TRASHED and (not post.is_live or post.has_changes)
    if review in _REVIEW_TONES and open_text:
        badges.append(Badge(str(REVIEW_LABELS[review]), _REVIEW_TONES[review]))
    return badges


def _publication(post: Post, at: datetime | None) -> str:
    if post.status == PostStatus.SCHEDULED and at:
        return _("Scheduled for %(moment)s", moment=moment_text(at))
    gone_at = purged_at(post)
    if gone_at:
        return _("In the trash until %(day)s", day=format_date(gone_at, "medium"))
    if post.has_changes:
        return _("Published, with changes")
    return str(STATUS_LABELS[post.status])
