"""What hangs on one person: how much would move, stay or go with the account."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, or_, select

from cms.engines.reading.counting import count_up_to
from cms.extensions import db
from cms.models import (
    Autosave,
    Comment,
    Post,
    PostKind,
    PostStatus,
    PreviewLink,
    ReviewRequest,
    Revision,
    Schedule,
    User,
)

MOST_COUNTED = 10_000  # of each; what is more is told as such


@dataclass(frozen=True)
class Legacy:
    """`posts` and `pages` in whatever state; `live` of both are those that visitors read."""

    posts: int
    pages: int
    live: int
    plans: int
    reviews: int
    revisions: int
    comments: int
    unsaved: int
    links: int

    @property
    def moves(self) -> bool:
        """Whether there is anything that somebody else could take over."""
        return bool(self.posts or self.pages or self.plans or self.reviews)

    @property
    def needs_word(self) -> bool:
        """Whether the account can only be deleted with a word about what was written."""
        return bool(self.posts or self.pages or self.revisions or self.comments)


def legacy_of(user: User) -> Legacy:
    """Each counted along an index, and no further than to MOST_COUNTED + 1."""
    texts = select(Post.id).where(Post.author_id == user.id)
    open_reviews = select(ReviewRequest.id).where(
        ReviewRequest.reviewer_id == user.id, ReviewRequest.settled_at.is_(None)
    )
    return Legacy(
        posts=_count(texts.where(Post.kind == PostKind.POST)),
        pages=_count(texts.where(Post.kind == PostKind.PAGE)),
        live=_count(texts.where(Post.kind.in_(list(PostKind)), Post.status == PostStatus.PUBLISHED)),
        plans=_count(select(Schedule.id).where(Schedule.by_id == user.id)),
        reviews=_count(open_reviews),
        revisions=_count(select(Revision.id).where(Revision.author_id == user.id)),
        comments=_count(select(Comment.id).where(Comment.author_id == user.id)),
        unsaved=_count(select(Autosave.id).where(Autosave.author_id == user.id)),
        links=_count(select(PreviewLink.id).where(PreviewLink.by_id == user.id)),
    )


def holds_anything(user: User) -> bool:
    """Whether there is anything that somebody else could take over."""
    held = (
        exists().where(Post.author_id == user.id),
        exists().where(Schedule.by_id == user.id),
        exists().where(ReviewRequest.reviewer_id == user.id, ReviewRequest.settled_at.is_(None)),
    )
    return bool(db.session.scalar(select(or_(*held))))


def held_together(ids: Sequence[int]) -> tuple[int, int, int]:
    """How many texts, plans and open reviews these people hold, none counted past MOST_COUNTED + 1."""
    reviews = select(ReviewRequest.id).where(
        ReviewRequest.reviewer_id.in_(ids), ReviewRequest.settled_at.is_(None)
    )
    return (
        _count(select(Post.id).where(Post.author_id.in_(ids))),
        _count(select(Schedule.id).where(Schedule.by_id.in_(ids))),
        _count(reviews),
    )


def _count(query: Select[Any]) -> int:
    return count_up_to(query, MOST_COUNTED + 1)
