"""The comments of one person, the newest first."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload, load_only

from cms.extensions import db
from cms.models import Comment, Post

A_PAGE = 30


def comments_of(user_id: int, before: int | None) -> tuple[list[Comment], bool]:
    """A page of them with what they stand under, and whether there are more."""
    post = joinedload(Comment.post).options(
        load_only(Post.id, Post.kind, Post.slug, Post.title, Post.status), lazyload(Post.author)
    )
    query = select(Comment).where(Comment.author_id == user_id).options(post)
    if before:
        query = query.where(Comment.id < before)
    found = list(db.session.scalars(query.order_by(Comment.id.desc()).limit(A_PAGE + 1)))
    return found[:A_PAGE], len(found) > A_PAGE
