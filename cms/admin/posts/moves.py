"""What can be done with a post besides editing it: the transitions, as buttons and by name."""

from collections.abc import Callable
from typing import Any

from cms.actions import publishing, reviewing, trashing
from cms.admin.base import actor
from cms.engines.settings import setting
from cms.models import Post, PostStatus, Revision
from cms.rules.four_eyes import may_approve
from cms.rules.permissions import can
from cms.rules.workflow import PUBLICATION, REVIEW, Transition, permission_for

# By transition; scheduling needs a moment and so belongs to the form.
PUBLICATION_MOVES: dict[str, Callable[..., Any]] = {
    "publish": publishing.publish,
    "unpublish": publishing.unpublish,
    "archive": publishing.archive,
    "trash": trashing.trash,
    "restore": trashing.restore,
}
REVIEW_MOVES: dict[str, Callable[..., Any]] = {
    "submit": reviewing.submit,
    "request_changes": reviewing.request_changes,
    "approve": reviewing.approve,
    "withdraw": reviewing.withdraw,
}


def may_move(transition: Transition, post: Post) -> bool:
    """Whether the person may carry it out, whatever state the post is in."""
    return bool(can(actor(), permission_for(transition.act, post), post))


def possible_moves(post: Post) -> list[Transition]:
    """The transitions of publication that the person can carry out now."""
    return [
        transition
        for transition in PUBLICATION.values()
        if post.status in transition.sources
        and may_move(transition, post)
        and not (transition.name == "publish" and post.is_live and not post.has_changes)
    ]


def possible_reviews(post: Post, newest: Revision) -> list[Transition]:
    """The transitions of review that make sense now: what readers see already needs none."""
    settled = post.status == PostStatus.TRASHED or (post.is_live and not post.has_changes)
    if settled:
        return []
    return [
        transition
        for transition in REVIEW.values()
        if newest.review in transition.sources
        and may_move(transition, post)
        and not (transition.name == "approve" and setting("four_eyes") and not may_approve(actor(), newest))
    ]
