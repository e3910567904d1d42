"""What the screens ask about posts beyond the posts themselves, each in one bounded query."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased, defer, lazyload, selectinload

from cms.extensions import db
from cms.models import Post, PostKind, ReviewState, Revision, Role, Schedule, ScheduledVerb, Tag, User
from cms.rules.permissions import Permission, granted_by

MOST_PEOPLE = 200
MOST_SUGGESTED = 100

Plans: TypeAlias = dict[ScheduledVerb, Schedule]


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


def plans_of(posts: Sequence[Post]) -> dict[int, Plans]:
    """What is planned, by the post's id, then by what shall happen."""
    wanted = select(Schedule).where(Schedule.post_id.in_([post.id for post in posts]))
    found: dict[int, Plans] = {post.id: {} for post in posts}
    for row in db.session.scalars(wanted):
        found[row.post_id][row.verb] = row
    return found


def writers() -> list[User]:
    """People who may enter the back office and so can be authors, by name."""
    return _people_with(Permission.BACKOFFICE_ENTER)


def reviewers(kind: PostKind) -> list[User]:
    """People who may see and review every text of this kind, by name."""
    wanted = (Permission.BACKOFFICE_ENTER, Permission(f"{kind}.view"), Permission(f"{kind}.review"))
    return _people_with(*wanted)


def _people_with(*wanted: Permission) -> list[User]:
    roles = [role.id for role in db.session.scalars(select(Role)) if granted_by(role).issuperset(wanted)]
    people = select(User).where(User.active, User.roles.any(Role.id.in_(roles))).options(lazyload(User.roles))
    return list(db.session.scalars(people.order_by(User.name, User.id).limit(MOST_PEOPLE)))


def tag_names(start: str = "", most: int = MOST_SUGGESTED) -> list[str]:
    """Names of tags that hold this text, in order."""
    query = select(Tag.name).order_by(Tag.name).limit(most)
    if start:
        query = query.where(Tag.key.contains(start.casefold(), autoescape=True))
    return list(db.session.scalars(query))
