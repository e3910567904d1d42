"""The rounds of review of a post, as its screens tell them."""

from sqlalchemy import select
from sqlalchemy.orm import lazyload, selectinload

from cms.extensions import db
from cms.models import Post, ReviewRequest, ReviewState, User

ROUNDS_SHOWN = 20
TONES = {ReviewState.APPROVED: "success", ReviewState.CHANGES_REQUESTED: "danger"}


def rounds_of(post: Post) -> list[ReviewRequest]:
    """The last ones, newest first, with the people in them."""
    people = (ReviewRequest.asked_by, ReviewRequest.reviewer, ReviewRequest.settled_by)
    rounds = select(ReviewRequest).where(ReviewRequest.post_id == post.id)
    rounds = rounds.options(*(selectinload(person).options(lazyload(User.roles)) for person in people))
    return list(db.session.scalars(rounds.order_by(ReviewRequest.id.desc()).limit(ROUNDS_SHOWN)))


def last_reviewer(post: Post) -> int:
    """Whoever was asked last is asked again, unless somebody else is chosen; 0 for nobody in particular."""
    asked = select(ReviewRequest.reviewer_id).where(
        ReviewRequest.post_id == post.id, ReviewRequest.asked_by_id.is_not(None)
    )
    return db.session.scalars(asked.order_by(ReviewRequest.id.desc()).limit(1)).first() or 0
