"""What can be done with a post besides editing it: the transitions, as buttons and by name."""

from collections.abc import Callable
from typing import Any

from cms.actions import publishing, reviewing, trashing
from cms.admin.base import actor
from cms.models import Post, Revision
from cms.rules.permissions import can
from cms.rules.workflow import PUBLICATION, Transition, permission_for

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
    """The transitions of review that make sense now."""
    return reviewing.possible(post, newest, by=actor())
