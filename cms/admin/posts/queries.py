"""What the screens ask about posts beyond the posts themselves, each in one bounded query."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased, defer, lazyload, selectinload

from cms.admin.base import actor
from cms.admin.base.matching import holds
from cms.extensions import db
from cms.models import Post, PostStatus, ReviewState, Revision, Role, Schedule, Tag, User
from cms.rules.permissions import Permission, granted_by, visible_to

MOST_PEOPLE = 200
MOST_SUGGESTED = 100


def light_post() -> tuple[Any, ...]:
    """Options that leave the long texts in the database."""
    return defer(Post.body), defer(Post.body_text)


def with_author() -> Any:
    """The option that loads the author, less the roles that no list shows."""
    return selectinload(Post.author).options(lazyload(User.roles))


def in_review(state: ReviewState = ReviewState.IN_REVIEW) -> ColumnElement[bool]:
    """Whether the newest revision is in this state of review."""
    its = aliased(Post)
    newest = (its.id == Revision.post_id) & (its.version == Revision.number)
    return Post.id.in_(select(Revision.post_id).join(its, newest).where(Revision.review == state))


def reviews_of(posts: Sequence[Post]) -> dict[int, ReviewState]:
    """The review state of each post's newest revision, by the post's id."""
    newest = (
        select(Revision.post_id, Revision.review)
        .join(Post, (Post.id == Revision.post_id) & (Post.version == Revision.number))
        .where(Post.id.in_([post.id for post in posts]))
    )
    return dict(db.session.execute(newest).tuples().all())


def schedules_of(posts: Sequence[Post]) -> dict[int, datetime]:
    """When each scheduled post will appear, by the post's id."""
    rows = select(Schedule.post_id, Schedule.at).where(Schedule.post_id.in_([post.id for post in posts]))
    return dict(db.session.execute(rows).tuples().all())


def writers() -> list[User]:
    """People who may enter the back office and so can be authors, by name."""
    roles = [
        role.id
        for role in db.session.scalars(select(Role))
        if Permission.BACKOFFICE_ENTER in granted_by(role)
    ]
    people = select(User).where(User.active, User.roles.any(Role.id.in_(roles))).options(lazyload(User.roles))
    return list(db.session.scalars(people.order_by(User.name, User.id).limit(MOST_PEOPLE)))


def tag_names(start: str = "", most: int = MOST_SUGGESTED) -> list[str]:
    """Names of tags that hold this text, in order."""
    query = select(Tag.name).order_by(Tag.name).limit(most)
    if start:
        query = query.where(Tag.key.contains(start.casefold(), autoescape=True))
    return list(db.session.scalars(query))


def link_targets(text: str, most: int) -> list[tuple[str, str]]:
    """Address and title of posts and pages that readers reach and whose title holds this text."""
    query = visible_to(actor(), Post).where(Post.status == PostStatus.PUBLISHED).options(*light_post())
    if text:
        query = query.where(holds(Post.title, text))
    found = db.session.scalars(query.order_by(Post.title, Post.id).limit(most))
    return [(post.path, post.title) for post in found]
