"""The rounds of review of a post, as its screens tell them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload

from cms.extensions import db
from cms.models import Post, ReviewRequest, ReviewState, User

ROUNDS_SHOWN = 20
TONES = {ReviewState.APPROVED: "success", ReviewState.CHANGES_REQUESTED: "danger"}


def rounds_of(post: Post) -> list[ReviewRequest]:
    """The last ones, newest first, with the people in them."""
    people = (ReviewRequest.asked_by, ReviewRequest.reviewer, ReviewRequest.settled_by)
    rounds = select(ReviewRequest).where(ReviewRequest.post_id == post.id)
    rounds = rounds.options(*(joinedload(person).options(lazyload(User.roles)) for person in people))
    return list(db.session.scalars(rounds.order_by(ReviewRequest.id.desc()).limit(ROUNDS_SHOWN)))


def last_reviewer(rounds: Sequence[ReviewRequest]) -> int:
    """Whoever was asked last is asked again, unless somebody else is chosen; 0 for nobody in particular."""
    return next((it.reviewer_id for it in rounds if it.asked_by_id is not None), None) or 0
