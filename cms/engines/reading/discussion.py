"""The approved comments under a post as threads, a page of them at a time."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, lazyload, load_only

from cms.engines.pages import keys
from cms.engines.pages.dependence import depending
from cms.extensions import db
from cms.models import Comment, CommentStatus, Post, User

THREADS_A_PAGE = 50
MOST_REPLIES = 1_000  # under the threads of one page
MOST_COUNTED = 1_000
MOST_OWN_HELD = 50
DEEPEST = 4  # levels of answers that are still moved inwards; deeper ones stand beside each other


@dataclass
class Node:
    """A comment with its answers; `answers` is whose words it answers where the place doesn't show it."""

    comment: Comment
    replies: list["Node"] = field(default_factory=list)
    answers: Comment | None = None
    depth: int = 0

    @property
    def held(self) -> bool:
        return self.comment.status != CommentStatus.APPROVED


@dataclass(frozen=True)
class Discussion:
    threads: list[Node]
    count: int
    more_counted: bool
    number: int
    has_more: bool
    shortened: bool


def discussion_of(post: Post, number: int, reader_id: int | None) -> Discussion:
    """One page of threads, oldest first. A reader's own held comments are among them, nobody else's."""
    skipped = (number - 1) * THREADS_A_PAGE
    roots = _comments(
        _approved(post).where(Comment.root_id.is_(None)).offset(skipped).limit(THREADS_A_PAGE + 1)
    )
    shown = roots[:THREADS_A_PAGE]
    replies = _replies(shown)
    held = _own_held(post, reader_id) if reader_id else []
    root_ids = {root.id for root in shown}
    shown += [comment for comment in held if comment.root_id is None]
    within = replies[:MOST_REPLIES] + [comment for comment in held if comment.root_id in root_ids]
    count = _count(post) if roots or number > 1 else 0
    return Discussion(
        _grown(shown, within),
        min(count, MOST_COUNTED),
        count > MOST_COUNTED,
        number,
        len(roots) > THREADS_A_PAGE,
        len(replies) > MOST_REPLIES,
    )


def answerable(post: Post, comment_id: int) -> Comment | None:
    """A comment under this post that visitors can see, and so answer."""
    if not comment_id:
        return None
    query = _approved(post).where(Comment.id == comment_id)
    return next(iter(_comments(query)), None)


def page_of(comment: Comment) -> int:
    """The number of the page of threads on which the comment stands."""
    root = db.session.get(Comment, comment.root_id) if comment.root_id else comment
    if root is None or root.status != CommentStatus.APPROVED:
        return 1
    before = or_(
        Comment.created_at < root.created_at,
        (Comment.created_at == root.created_at) & (Comment.id < root.id),
    )
    query = _approved(root.post).where(Comment.root_id.is_(None), before).order_by(None)
    return _rows(query) // THREADS_A_PAGE + 1


def _approved(post: Post) -> Select[Any]:
    return (
        select(Comment)
        .where(Comment.post_id == post.id, Comment.status == CommentStatus.APPROVED)
        .order_by(Comment.created_at, Comment.id)
        .execution_options(**depending(keys.discussion_of(post.id)))
    )


def _replies(roots: list[Comment]) -> list[Comment]:
    if not roots:
        return []
    within: ColumnElement[bool] = Comment.root_id.in_([root.id for root in roots])
    query = select(Comment).where(within, Comment.status == CommentStatus.APPROVED)
    query = query.execution_options(**depending(keys.discussion_of(roots[0].post_id)))
    return _comments(query.order_by(Comment.created_at, Comment.id).limit(MOST_REPLIES + 1))


def _own_held(post: Post, reader_id: int) -> list[Comment]:
    query = select(Comment).where(
        Comment.author_id == reader_id, Comment.status == CommentStatus.PENDING, Comment.post_id == post.id
    )
    return _comments(query.order_by(Comment.created_at, Comment.id).limit(MOST_OWN_HELD))


def _comments(query: Select[Any]) -> list[Comment]:
    people = joinedload(Comment.author).options(
        load_only(User.id, User.handle, User.name), lazyload(User.roles)
    )
    return list(db.session.scalars(query.options(people)))


def _count(post: Post) -> int:
    return _rows(_approved(post).order_by(None).limit(MOST_COUNTED + 1))


def _rows(query: Select[Any]) -> int:
    ids = query.with_only_columns(Comment.id).subquery()
    counted = select(func.count()).select_from(ids)
    return db.session.scalar(counted.execution_options(**query.get_execution_options())) or 0


def _grown(roots: list[Comment], replies: list[Comment]) -> list[Node]:
    """The roots with their answers beneath; what has nowhere to stand is left out."""
    threads = [Node(comment) for comment in roots]
    homes = {node.comment.id: node for node in threads}
    seen = {comment.id: comment for comment in [*roots, *replies]}
    for comment in replies:
        home = homes.get(comment.parent_id or 0) or homes.get(comment.root_id or 0)
        if home is None:
            continue
        elsewhere = comment.parent_id != home.comment.id
        answers = seen.get(comment.parent_id or 0) if elsewhere else None
        node = Node(comment, answers=answers, depth=home.depth + 1)
        home.replies.append(node)
        homes[comment.id] = node if node.depth < DEEPEST else home
    return threads
