"""What moves when a person hands over: a batch of posts, then the plans and the open reviews."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload, lazyload

from cms.actions.recording import record
from cms.extensions import db
from cms.models import Post, ReviewRequest, Revision, Schedule, User
from cms.rules.permissions import can
from cms.rules.workflow import permission_for


def move_posts(source: User, target: User, most: int, *, by: Any) -> int:
    """Make the target the author of at most so many, of whatever kind and state; how many.

    The log holds the numbers of both people, no names: names can be taken out of it.
    """
    theirs = select(Post).where(Post.author_id == source.id).order_by(Post.id).limit(most)
    theirs = theirs.options(defer(Post.body), defer(Post.body_text)).with_for_update(of=Post)
    posts = db.session.scalars(theirs).all()
    before, after = {"author_number": source.id}, {"author_number": target.id}
    for post in posts:  # all of them first: then they are written, and indexed, at once
        post.author = target
    for post in posts:
        record(f"{post.kind}.hand_over", post, by=by, before=before, after=after)
    db.session.flush()
    return len(posts)


def move_plans(source: User, target: User, *, by: Any) -> int:
    """Go on with the plans in the name of the target or else of `by`, whoever may publish the post; how many.

    One that neither may publish stays in the name of the source: it is not carried out, and owners are told.
    """
    light = joinedload(Schedule.post).options(defer(Post.body), defer(Post.body_text))
    rows = db.session.scalars(select(Schedule).where(Schedule.by_id == source.id).options(light)).all()
    heirs = [target, *([by] if isinstance(by, User) and by.id != source.id else [])]
    moved = 0
    for row in rows:
        act = permission_for("publish", row.post)
        heir = next((heir for heir in heirs if can(heir, act, row.post)), None)
        if heir is not None:
            row.by_id, moved = heir.id, moved + 1
    db.session.flush()
    return moved


def move_reviews(source: User, target: User) -> int:
    """Let the target review what the source was asked to, or else whoever may; how many.

    Whoever wrote the text or asked for the review is no reviewer of it.
    """
    owed = (
        select(ReviewRequest, Revision.author_id)
        .outerjoin(
            Revision,
            (Revision.post_id == ReviewRequest.post_id) & (Revision.number == ReviewRequest.version),
        )
        .where(ReviewRequest.reviewer_id == source.id, ReviewRequest.settled_at.is_(None))
        .options(joinedload(ReviewRequest.post).options(defer(Post.body), defer(Post.body_text)))
    )
    rows = db.session.execute(owed).all()
    for row, writer in rows:
        able = target.id not in (writer, row.asked_by_id) and _may_review(target, row.post)
        row.reviewer_id = target.id if able else None
    db.session.flush()
    return len(rows)


def move_questions(source: User, target: User) -> None:
    """Let the target hear the answers to the reviews that the source asked for."""
    asked = select(ReviewRequest).where(
        ReviewRequest.asked_by_id == source.id, ReviewRequest.settled_at.is_(None)
    )
    for row in db.session.scalars(asked.options(lazyload("*"))):
        if row.reviewer_id != target.id:
            row.asked_by_id = target.id
    db.session.flush()


def _may_review(target: User, post: Post) -> bool:
    return all(can(target, permission_for(act, post), post) for act in ("view", "review"))
