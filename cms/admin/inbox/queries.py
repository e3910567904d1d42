"""What stands in a person's inbox, each pile in a bounded query."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, lazyload, selectinload

from cms.admin.posts.queries import light_post
from cms.engines.reading.counting import count_up_to
from cms.models import Post, PostKind, PostStatus, ReviewRequest, ReviewState, Revision, User
from cms.rules.permissions import Permission, held_by, visible_to

SHOWN = 20
COUNTED = 99
UNFINISHED = (ReviewState.DRAFT, ReviewState.CHANGES_REQUESTED, ReviewState.APPROVED)


def waiting_for(person: Any) -> Select[Any]:
    """Open rounds that this person can answer: asked of them, or of whoever may review."""
    held = held_by(person)
    kinds = [kind for kind in PostKind if Permission(f"{kind}.review") in held]
    nobodys = and_(
        ReviewRequest.reviewer_id.is_(None),
        Post.author_id != person.id,
        or_(ReviewRequest.asked_by_id.is_(None), ReviewRequest.asked_by_id != person.id),
    )
    mine = or_(ReviewRequest.reviewer_id == person.id, nobodys) if kinds else false()
    return _open_rounds(person).where(Post.kind.in_(kinds), mine)


def asked_by(person: Any) -> Select[Any]:
    """Open rounds that this person waits for: asked by them, or about what they wrote."""
    theirs = or_(ReviewRequest.asked_by_id == person.id, Post.author_id == person.id)
    return _open_rounds(person).where(
        theirs, or_(ReviewRequest.reviewer_id.is_(None), ReviewRequest.reviewer_id != person.id)
    )


def unfinished_of(person: Any) -> Select[Any]:
    """The person's own texts that nobody is asked about now, with the last answer to each if there is one."""
    last = aliased(ReviewRequest)
    newest_round = select(func.max(ReviewRequest.id)).where(ReviewRequest.post_id == Post.id)
    newest_round = newest_round.where(ReviewRequest.verdict.in_(UNFINISHED[1:])).correlate(Post)
    query: Any = (
        select(Post, Revision.review, last)
        .join(Revision, and_(Revision.post_id == Post.id, Revision.number == Post.version))
        .outerjoin(last, last.id == newest_round.scalar_subquery())
        .where(Post.id.in_(visible_to(person, Post).with_only_columns(Post.id)))
        .where(Post.author_id == person.id, _is_open(), Revision.review.in_(UNFINISHED))
        .options(*light_post(), selectinload(last.settled_by).options(lazyload(User.roles)))
    )
    return query.order_by(Post.updated_at.desc(), Post.id.desc())


def count_of(query: Select[Any], key: Any) -> int:
    """How many, as far as anybody cares to know."""
    return count_up_to(query.with_only_columns(key), COUNTED + 1)


def _open_rounds(person: Any) -> Select[Any]:
    people = (ReviewRequest.asked_by, ReviewRequest.reviewer)
    return (
        visible_to(person, ReviewRequest)
        .join(ReviewRequest.post)
        .where(ReviewRequest.settled_at.is_(None), Post.status != PostStatus.TRASHED)
        .options(contains_eager(ReviewRequest.post).options(*light_post(), lazyload(Post.author)))
        .options(*(selectinload(one).options(lazyload(User.roles)) for one in people))
        .order_by(ReviewRequest.created_at, ReviewRequest.id)
    )


def _is_open() -> ColumnElement[bool]:
    """A draft, or something published with changes that readers don't see yet."""
    changed = and_(Post.status == PostStatus.PUBLISHED, Post.version != Post.live_version)
    return or_(Post.status == PostStatus.UNPUBLISHED, changed)
