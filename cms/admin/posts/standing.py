"""Where a post stands, in the words and colours of a badge."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask_babel import format_date
from flask_babel import gettext as _

from cms.actions.trashing import purged_at
from cms.admin.base.moments import moment_text
from cms.models import Post, PostStatus, ReviewState, Schedule, ScheduledVerb
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


def badges_of(
    post: Post,
    review: ReviewState | None = None,
    plans: Mapping[ScheduledVerb, Schedule] | None = None,
) -> list[Badge]:
    """The post's badge, one for what is planned, and one for its review where that matters still."""
    plans = plans or {}
    badges = [Badge(_publication(post, plans), _TONES.get(post.status, "quiet")), *_planned(post, plans)]
    open_text = post.status != PostStatus.TRASHED and (not post.is_live or post.has_changes)
    if review in _REVIEW_TONES and open_text:
        badges.append(Badge(str(REVIEW_LABELS[review]), _REVIEW_TONES[review]))
    return badges


def _publication(post: Post, plans: Mapping[ScheduledVerb, Schedule]) -> str:
    coming = plans.get(ScheduledVerb.PUBLISH)
    if post.status == PostStatus.SCHEDULED and coming:
        return _("Scheduled for %(moment)s", moment=moment_text(coming.at))
    gone_at = purged_at(post)
    if gone_at:
        return _("In the trash until %(day)s", day=format_date(gone_at, "medium"))
    if post.has_changes:
        return _("Published, with changes")
    return str(STATUS_LABELS[post.status])


def _planned(post: Post, plans: Mapping[ScheduledVerb, Schedule]) -> Iterator[Badge]:
    coming, end = plans.get(ScheduledVerb.PUBLISH), plans.get(ScheduledVerb.UNPUBLISH)
    if post.is_live and coming:
        yield Badge(_("Changes appear %(moment)s", moment=moment_text(coming.at)), "accent")
    if end:
        yield Badge(_("Offline from %(moment)s", moment=moment_text(end.at)), "warning")
