"""Submit a text for review, ask for changes, approve: the states of its newest revision."""

from typing import Any

from cms.actions.checks import lock, require, require_state
from cms.actions.recording import record
from cms.actions.saving import newest_revision
from cms.models import Post, ReviewState, Revision
from cms.rules.workflow import REVIEW, permission_for


def submit(post: Post, *, by: Any, note: str = "") -> Revision:
    """Ask for a review of the newest revision."""
    return _move("submit", post, by, note)


def request_changes(post: Post, *, by: Any, note: str = "") -> Revision:
    """Give it back to its author; the note says what is wanted."""
    return _move("request_changes", post, by, note)


def approve(post: Post, *, by: Any, note: str = "") -> Revision:
    """Say that the newest revision may be published."""
    return _move("approve", post, by, note)


def _move(name: str, post: Post, by: Any, note: str) -> Revision:
    transition = REVIEW[name]
    require(by, permission_for(transition.act, post), post)
    lock(post)
    revision = newest_revision(post)
    require_state(transition, revision.review, post.title)
    before = revision.review
    revision.review = ReviewState(transition.target)
    record(
        f"{post.kind}.{name}",
        post,
        by=by,
        reason=note,
        before={"review": before},
        after={"review": revision.review, "revision": revision.number},
    )
    return revision
