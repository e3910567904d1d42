"""Submit a text for review, ask for changes, approve, withdraw: the states of its newest revision."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions import rounds
from cms.actions.checks import lock, require, require_state
from cms.actions.errors import Invalid, Refused
from cms.actions.recording import record
from cms.actions.review_letters import tell_author, tell_reviewer
from cms.actions.saving import newest_revision
from cms.engines.settings import setting
from cms.models import Post, PostStatus, ReviewState, Revision, User
from cms.rules.four_eyes import may_approve
from cms.rules.permissions import can
from cms.rules.workflow import REVIEW, Transition, permission_for

LONGEST_NOTE = 500


def submit(post: Post, *, by: Any, note: str = "", reviewer: User | None = None) -> Revision:
    """Ask this person, or whoever may review, for a review of the newest revision.

    Raises Refused, NotPossible, or Invalid when that person can't review it.
    """
    revision = _move("submit", post, by, note, {"reviewer": str(reviewer)} if reviewer else {})
    if reviewer:
        _require_able(reviewer, post, by)
    row = rounds.begin(revision, reviewer, note[:LONGEST_NOTE], by=by)
    if reviewer:
        tell_reviewer(row, reviewer, by=by)
    return revision


def request_changes(post: Post, *, by: Any, note: str = "") -> Revision:
    """Give it back to its author; the note says what is wanted."""
    return _answer("request_changes", post, by, note)


def approve(post: Post, *, by: Any, note: str = "") -> Revision:
    """Say that the newest revision may be published."""
    if setting("four_eyes"):
        decision = may_approve(by, newest_revision(post))
        if not decision:
            raise Refused(decision)
    return _answer("approve", post, by, note)


def withdraw(post: Post, *, by: Any, note: str = "") -> Revision:
    """Take it back from the reviewers; it is a draft again."""
    revision = _move("withdraw", post, by, note)
    rounds.end(post.id, rounds.WITHDRAWN, by=by)
    return revision


def possible(post: Post, newest: Revision, *, by: Any) -> list[Transition]:
    """The transitions that make sense now and that the person may carry out.

    What readers see already needs none.
    """
    settled = post.status == PostStatus.TRASHED or (post.is_live and not post.has_changes)
    if settled:
        return []
    return [
        transition
        for transition in REVIEW.values()
        if newest.review in transition.sources
        and can(by, permission_for(transition.act, post), post)
        and not (transition.name == "approve" and setting("four_eyes") and not may_approve(by, newest))
    ]


def _answer(name: str, post: Post, by: Any, note: str) -> Revision:
    revision = _move(name, post, by, note)
    row = rounds.answer(revision, revision.review, note[:LONGEST_NOTE], by=by)
    tell_author(row, by=by)
    return revision


def _require_able(reviewer: User, post: Post, by: Any) -> None:
    if reviewer.id == getattr(by, "id", None):
        raise Invalid({"reviewer": _l("Choose somebody other than yourself.")})
    if not all(can(reviewer, permission_for(act, post), post) for act in ("view", "review")):
        raise Invalid(
            {"reviewer": _l("%(name)s can't review this. Choose somebody else.", name=reviewer.display_name)}
        )


def _move(name: str, post: Post, by: Any, note: str, more: dict[str, str] | None = None) -> Revision:
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
        after={"review": revision.review, "revision": revision.number, **(more or {})},
    )
    return revision
