"""Rounds of review: asked for, answered, or ended because the text went on without an answer."""

from typing import Any

from sqlalchemy import select, update

from cms.extensions import db
from cms.models import ReviewRequest, ReviewState, Revision, User, now

WITHDRAWN = ReviewState.DRAFT


def begin(revision: Revision, reviewer: User | None, note: str, *, by: Any) -> ReviewRequest:
    """Open the round for this revision. An open one of an earlier revision ends."""
    end(revision.post_id, WITHDRAWN, by=by)
    row = ReviewRequest(
        post_id=revision.post_id,
        version=revision.number,
        asked_by_id=getattr(by, "id", None),
        reviewer_id=reviewer.id if reviewer else None,
        note=note,
    )
    db.session.add(row)
    db.session.flush()
    return row


def answer(revision: Revision, verdict: ReviewState, words: str, *, by: Any) -> ReviewRequest:
    """Settle the open round; a verdict that nobody asked for is a round of its own."""
    row = open_round(revision.post_id)
    if row is None:
        row = ReviewRequest(post_id=revision.post_id, version=revision.number)
        db.session.add(row)
    row.settled_at, row.settled_by_id = now(), getattr(by, "id", None)
    row.verdict, row.answer = verdict, words
    db.session.flush()
    return row


def end(post_id: int, verdict: ReviewState | None, *, by: Any) -> None:
    """End the round without an answer, if one is open."""
    db.session.execute(
        update(ReviewRequest)
        .where(ReviewRequest.post_id == post_id, ReviewRequest.settled_at.is_(None))
        .values(settled_at=now(), settled_by_id=getattr(by, "id", None), verdict=verdict)
    )


def open_round(post_id: int) -> ReviewRequest | None:
    """The round that waits for an answer; a post has one at most."""
    waiting = select(ReviewRequest).where(ReviewRequest.post_id == post_id)
    return db.session.scalars(waiting.where(ReviewRequest.settled_at.is_(None))).one_or_none()


def approver_of(revision: Revision) -> int | None:
    """Who gave the last verdict on this revision, if that was an approval."""
    rounds = select(ReviewRequest).where(
        ReviewRequest.post_id == revision.post_id,
        ReviewRequest.version == revision.number,
        ReviewRequest.verdict.in_((ReviewState.APPROVED, ReviewState.CHANGES_REQUESTED)),
    )
    last = db.session.scalars(rounds.order_by(ReviewRequest.id.desc()).limit(1)).first()
    return last.settled_by_id if last and last.verdict == ReviewState.APPROVED else None
