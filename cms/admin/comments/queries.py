"""What the comments screen asks: the queue, who is searched for, what a comment answers."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import joinedload, lazyload, selectinload

from cms.admin.base import ListArguments
from cms.admin.base.matching import matches
from cms.admin.posts.queries import light_post
from cms.extensions import db
from cms.models import Comment, CommentBan, CommentStatus, Post, User

EVERY = "all"  # the status filter that shows every status
MOST_PARENTS = 20
MOST_ANSWERS = 20
BANS_A_PAGE = 50

# Whether a person may moderate depends on the post's author, and so does the link to it.
WITH_PEOPLE: tuple[Any, ...] = (
    selectinload(Comment.author).options(lazyload(User.roles)),
    selectinload(Comment.post).options(*light_post(), lazyload(Post.author)),
)
# A row of the list says what it answers.
WITH_THREAD: tuple[Any, ...] = (
    *WITH_PEOPLE,
    selectinload(Comment.parent).options(selectinload(Comment.author).options(lazyload(User.roles))),
)


def is_queue(arguments: ListArguments) -> bool:
    """Whether nothing else is asked for: then the list is what waits for a decision."""
    return "status" not in arguments.filters and not arguments.search


def is_mixed(arguments: ListArguments) -> bool:
    """Whether the list may hold comments of several states."""
    return not is_queue(arguments) and arguments.filters.get("status", EVERY) == EVERY


def has_status(value: str) -> ColumnElement[bool]:
    return true() if value == EVERY else Comment.status == CommentStatus(value)


def is_by(text: str) -> ColumnElement[bool]:
    """A guest's name, a member's name, or a handle exactly."""
    members = select(User.id).where(or_(matches(text, User.name), User.handle == text.casefold()))
    return or_(matches(text, Comment.author_name), Comment.author_id.in_(members))


def parents_of(comment: Comment) -> list[Comment]:
    """What the comment answers, from the thread's beginning down."""
    parents: list[Comment] = []
    parent_id = comment.parent_id
    while parent_id and len(parents) < MOST_PARENTS:
        parent = db.session.get(Comment, parent_id, options=WITH_PEOPLE)
        if parent is None:
            break
        parents.append(parent)
        parent_id = parent.parent_id
    return parents[::-1]


def answers_to(comment: Comment) -> list[Comment]:
    """What answers it, whatever became of that; the earliest of them."""
    query = select(Comment).where(Comment.parent_id == comment.id).options(*WITH_PEOPLE)
    return list(db.session.scalars(query.order_by(Comment.id).limit(MOST_ANSWERS)))


def bans_before(number: int | None) -> tuple[list[CommentBan], bool]:
    """A page of bans, the newest first, and whether there are more."""
    query = select(CommentBan).options(
        *(joinedload(person).options(lazyload(User.roles)) for person in (CommentBan.user, CommentBan.by))
    )
    if number:
        query = query.where(CommentBan.id < number)
    bans = list(db.session.scalars(query.order_by(CommentBan.id.desc()).limit(BANS_A_PAGE + 1)))
    return bans[:BANS_A_PAGE], len(bans) > BANS_A_PAGE
