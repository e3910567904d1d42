"""The transitions of posts, revisions and comments, as data: from where, to where, with which permission.

Screens, bulk actions and messages derive from these tables; only actions assign a status.
"""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from cms.models import CommentStatus, Post, PostStatus, ReviewState
from cms.rules.catalogue import Permission

S, R, C = PostStatus, ReviewState, CommentStatus


@dataclass(frozen=True)
class Transition:
    """`act` is the permission's verb: `publish` means post.publish or page.publish."""

    name: str
    sources: frozenset[StrEnum]
    target: StrEnum
    act: str
    label: LazyString
    done: LazyString
    refused: LazyString
    grave: bool = False


def _t(
    name: str,
    sources: set[StrEnum],
    target: StrEnum,
    act: str,
    label: LazyString,
    done: LazyString,
    refused: LazyString,
    *,
    grave: bool = False,
) -> tuple[str, Transition]:
    return name, Transition(name, frozenset(sources), target, act, label, done, refused, grave)


PUBLICATION: dict[str, Transition] = dict(
    [
        _t(
            "publish",
            {S.UNPUBLISHED, S.SCHEDULED, S.PUBLISHED, S.ARCHIVED},
            S.PUBLISHED,
            "publish",
            _l("Publish"),
            _l("“%(title)s” is published."),
            _l("“%(title)s” is in the trash. Restore it, then publish it."),
        ),
        _t(
            "schedule",
            {S.UNPUBLISHED, S.SCHEDULED, S.PUBLISHED, S.ARCHIVED},
            S.SCHEDULED,
            "publish",
            _l("Schedule"),
            _l("“%(title)s” is scheduled."),
            _l("“%(title)s” is in the trash. Restore it, then schedule it."),
        ),
        _t(
            "schedule_end",
            {S.SCHEDULED, S.PUBLISHED},
            S.UNPUBLISHED,
            "publish",
            _l("Take offline later"),
            _l("“%(title)s” will be taken offline."),
            _l("“%(title)s” is neither published nor scheduled, so there is nothing to take offline."),
        ),
        _t(
            "unpublish",
            {S.SCHEDULED, S.PUBLISHED, S.ARCHIVED},
            S.UNPUBLISHED,
            "publish",
            _l("Unpublish"),
            _l("“%(title)s” is a draft again; visitors no longer see it."),
            _l("“%(title)s” is not published, so there is nothing to unpublish."),
        ),
        _t(
            "archive",
            {S.PUBLISHED},
            S.ARCHIVED,
            "publish",
            _l("Move to archive"),
            _l("“%(title)s” is archived; visitors no longer see it."),
            _l("“%(title)s” is not published: only what is published can be archived."),
        ),
        _t(
            "trash",
            {S.UNPUBLISHED, S.SCHEDULED, S.PUBLISHED, S.ARCHIVED},
            S.TRASHED,
            "trash",
            _l("Move to trash"),
            _l("“%(title)s” is in the trash. You can restore it from there."),
            _l("“%(title)s” is in the trash already."),
            grave=True,
        ),
        _t(
            "restore",
            {S.TRASHED},
            S.UNPUBLISHED,
            "trash",
            _l("Restore"),
            _l("“%(title)s” is back as a draft."),
            _l("“%(title)s” is not in the trash, so there is nothing to restore."),
        ),
    ]
)

REVIEW: dict[str, Transition] = dict(
    [
        _t(
            "submit",
            {R.DRAFT, R.CHANGES_REQUESTED},
            R.IN_REVIEW,
            "submit",
            _l("Submit for review"),
            _l("“%(title)s” is waiting for review."),
            _l("“%(title)s” has been submitted already."),
        ),
        _t(
            "withdraw",
            {R.IN_REVIEW},
            R.DRAFT,
            "submit",
            _l("Withdraw from review"),
            _l("“%(title)s” is a draft again; nobody waits to review it."),
            _l("“%(title)s” is not in review."),
        ),
        _t(
            "request_changes",
            {R.IN_REVIEW, R.APPROVED},
            R.CHANGES_REQUESTED,
            "review",
            _l("Request changes"),
            _l("Changes to “%(title)s” are requested."),
            _l("“%(title)s” is not in review."),
        ),
        _t(
            "approve",
            {R.IN_REVIEW, R.CHANGES_REQUESTED},
            R.APPROVED,
            "review",
            _l("Approve"),
            _l("“%(title)s” is approved."),
            _l("“%(title)s” is not in review."),
        ),
    ]
)

MODERATION: dict[str, Transition] = dict(
    [
        _t(
            "approve",
            {C.PENDING, C.SPAM, C.TRASHED},
            C.APPROVED,
            "moderate",
            _l("Approve"),
            _l("The comment is approved; visitors see it."),
            _l("The comment is approved already."),
        ),
        _t(
            "hold",
            {C.APPROVED, C.SPAM, C.TRASHED},
            C.PENDING,
            "moderate",
            _l("Hold"),
            _l("The comment is held; visitors don't see it."),
            _l("The comment is held already."),
        ),
        _t(
            "spam",
            {C.PENDING, C.APPROVED, C.TRASHED},
            C.SPAM,
            "moderate",
            _l("Mark as spam"),
            _l("The comment is marked as spam."),
            _l("The comment is marked as spam already."),
        ),
        _t(
            "trash",
            {C.PENDING, C.APPROVED, C.SPAM},
            C.TRASHED,
            "moderate",
            _l("Move to trash"),
            _l("The comment is in the trash."),
            _l("The comment is in the trash already."),
            grave=True,
        ),
    ]
)


def permission_for(act: str, post: Post) -> Permission:
    """The permission of an act on a post or a page: `edit` on a page is page.edit."""
    return Permission(f"{post.kind}.{act}")


STATUS_LABELS: dict[PostStatus, LazyString] = {
    S.UNPUBLISHED: _l("Draft"),
    S.SCHEDULED: _l("Scheduled"),
    S.PUBLISHED: _l("Published"),
    S.ARCHIVED: _l("Archived"),
    S.TRASHED: _l("In the trash"),
}
REVIEW_LABELS: dict[ReviewState, LazyString] = {
    R.DRAFT: _l("Draft"),
    R.IN_REVIEW: _l("In review"),
    R.CHANGES_REQUESTED: _l("Changes requested"),
    R.APPROVED: _l("Approved"),
}
COMMENT_LABELS: dict[CommentStatus, LazyString] = {
    C.PENDING: _l("Held"),
    C.APPROVED: _l("Approved"),
    C.SPAM: _l("Spam"),
    C.TRASHED: _l("In the trash"),
}
