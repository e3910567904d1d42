"""The approved comments under a post as threads, a page of them at a time.

Pages begin at a comment, not at a number: so the five thousandth costs what the fifth does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select, tuple_, union_all
from sqlalchemy.orm import joinedload, lazyload, load_only

from cms.engines.pages import keys
from cms.engines.pages.dependence import depend, depending
from cms.engines.reading.counting import count_up_to
from cms.engines.reading.threads import Node, grown
from cms.extensions import db
from cms.models import Comment, CommentStatus, Post, User

THREADS_A_PAGE = 50
REPLIES_A_PAGE = 200  # of one thread by itself
REPLIES_BENEATH = 20  # under each thread of a full page; where there are few threads, more
MOST_BENEATH = 400  # answers to share among few threads
MOST_COUNTED = 1_000
MOST_SKIPPED = 1_000  # threads that an old, numbered address steps over
MOST_OWN_HELD = 50
LED_IN_BY = 10  # how many before it a page shows that is made for one comment


@dataclass(frozen=True)
class Window:
    """Which comments a page shows: those that follow or precede one, or the newest; else from the beginning.

    `thread`: the answers of this one thread alone. `number`: a page as old addresses have it.
    """

    after: int = 0
    before: int = 0
    newest: bool = False
    thread: int = 0
    number: int = 0


FIRST = Window()


@dataclass(frozen=True)
class Discussion:
    """`older` and `newer` lead to what stands before and behind; `window` is what is shown."""

    threads: list[Node]
    count: int
    more_counted: bool
    window: Window = FIRST
    older: Window | None = None
    newer: Window | None = None


def discussion_of(post: Post, window: Window, reader_id: int | None) -> Discussion:
    """One page of threads, oldest first. A reader's own held comments are among them, nobody else's."""
    depend(keys.discussion_of(post.id))
    held = _own_held(post, reader_id) if reader_id else []
    root = answerable(post, window.thread)
    if root and root.root_id is None:
        return _one_thread(root, window, held)
    window = replace(_by_key(post, window), thread=0)
    page = _page(_roots(post), window, THREADS_A_PAGE)
    replies, cut = _beneath(page.rows)
    root_ids = {root.id for root in page.rows}
    roots = [*page.rows, *(comment for comment in held if comment.root_id is None)]
    within = replies + [comment for comment in held if comment.root_id in root_ids]
    threads = grown(roots, within, _elsewhere([*roots, *within]))
    for node in threads:
        node.rest_after = cut.get(node.comment.id, 0)
    count = _count(post) if page.rows or page.window != FIRST else 0
    return Discussion(
        threads, min(count, MOST_COUNTED), count > MOST_COUNTED, page.window, page.older, page.newer
    )


def answerable(post: Post, comment_id: int) -> Comment | None:
    """A comment under this post that visitors can see, and so answer."""
    if not comment_id:
        return None
    query = _approved(post).where(Comment.id == comment_id, Comment.withdrawn_at.is_(None))
    return next(iter(_comments(query)), None)


def place_of(comment: Comment) -> Window:
    """The page on which visitors find the comment. Looks at no more than a page of numbers."""
    root = db.session.get(Comment, comment.root_id) if comment.root_id else comment
    if root is None or root.status != CommentStatus.APPROVED:
        return FIRST
    if comment is not root and comment.status == CommentStatus.APPROVED:
        before = _before(_replies(root), comment, REPLIES_BENEATH)
        if len(before) == REPLIES_BENEATH:
            return Window(thread=root.id, after=before[LED_IN_BY])
    before = _before(_roots_under(root.post_id), root, THREADS_A_PAGE)
    return Window(after=before[LED_IN_BY]) if len(before) == THREADS_A_PAGE else FIRST


@dataclass(frozen=True)
class _Page:
    rows: list[Comment]
    window: Window
    older: Window | None
    newer: Window | None


def _one_thread(root: Comment, window: Window, held: Sequence[Comment]) -> Discussion:
    page = _page(_replies(root), window, REPLIES_A_PAGE)
    within = [*page.rows, *(comment for comment in held if comment.root_id == root.id)]
    threads = grown([root], within, _elsewhere([root, *within]))
    count = _count(root.post)
    return Discussion(
        threads, min(count, MOST_COUNTED), count > MOST_COUNTED, page.window, page.older, page.newer
    )


def _page(query: Select[Any], window: Window, size: int) -> _Page:
    """A page of the query. Asked for what is no longer there, it answers with the beginning."""
    anchor = _position(window.after or window.before)
    if anchor is None and not window.newest:
        return _from_start(query, window, size)
    if anchor is not None and window.after:
        rows = _comments(query.where(anchor < _PLACE).limit(size + 1))
        shown = rows[:size]
        if shown:
            older = replace(window, after=0, before=shown[0].id)
            return _Page(shown, window, older, _following(window, shown) if len(rows) > size else None)
        window = replace(window, after=0, newest=True)
    backwards = query if anchor is None or window.newest else query.where(anchor > _PLACE)
    rows = _comments(backwards.order_by(None).order_by(*_NEWEST_FIRST).limit(size + 1))
    shown = rows[:size][::-1]
    if len(rows) <= size:
        return _from_start(query, window, size)
    older = replace(window, newest=False, before=shown[0].id)
    return _Page(shown, window, older, None if window.newest else _following(window, shown))


def _from_start(query: Select[Any], window: Window, size: int) -> _Page:
    window = Window(thread=window.thread)
    rows = _comments(query.limit(size + 1))
    shown = rows[:size]
    return _Page(shown, window, None, _following(window, shown) if len(rows) > size else None)


def _following(window: Window, shown: Sequence[Comment]) -> Window:
    return Window(thread=window.thread, after=shown[-1].id)


def _by_key(post: Post, window: Window) -> Window:
    """What a numbered address of before meant."""
    if window.number < 2:
        return window
    skipped = (window.number - 1) * THREADS_A_PAGE
    if skipped > MOST_SKIPPED:
        return Window(newest=True)
    query = _roots(post).with_only_columns(Comment.id).offset(skipped - 1).limit(1)
    last = db.session.scalar(query)
    return Window(after=last) if last else Window(newest=True)


_PLACE = tuple_(Comment.created_at, Comment.id)
_NEWEST_FIRST = (Comment.created_at.desc(), Comment.id.desc())


def _position(comment_id: int) -> Any:
    """Where a comment stands among the others, visible or not; None when there is none."""
    if not comment_id:
        return None
    query = select(Comment.created_at, Comment.id).where(Comment.id == comment_id)
    row = db.session.execute(query.execution_options(**depending())).first()
    return tuple(row) if row else None


def _before(query: Select[Any], comment: Comment, most: int) -> list[int]:
    """The numbers of those that stand before the comment, the nearest first; at most so many."""
    earlier = query.with_only_columns(Comment.id).where((comment.created_at, comment.id) > _PLACE)
    return list(db.session.scalars(earlier.order_by(None).order_by(*_NEWEST_FIRST).limit(most)))


def _approved(post: Post) -> Select[Any]:
    return _approved_under(post.id)


def _approved_under(post_id: int) -> Select[Any]:
    return (
        select(Comment)
        .where(Comment.post_id == post_id, Comment.status == CommentStatus.APPROVED)
        .order_by(Comment.created_at, Comment.id)
        .execution_options(**depending())
    )


def _roots(post: Post) -> Select[Any]:
    return _roots_under(post.id)


def _roots_under(post_id: int) -> Select[Any]:
    return _approved_under(post_id).where(Comment.root_id.is_(None))


def _replies(root: Comment) -> Select[Any]:
    return (
        select(Comment)
        .where(Comment.root_id == root.id, Comment.status == CommentStatus.APPROVED)
        .order_by(Comment.created_at, Comment.id)
    )


def _beneath(roots: Sequence[Comment]) -> tuple[list[Comment], dict[int, int]]:
    """The first answers of each thread, and where those go on that have more: the last one shown."""
    if not roots:
        return [], {}
    share = max(REPLIES_BENEATH, MOST_BENEATH // len(roots))
    # Each thread's own few by the index: what a long one holds beyond them is never read.
    firsts = [
        select(_replies(root).with_only_columns(Comment.id).limit(share + 1).subquery().c.id)
        for root in roots
    ]
    wanted = union_all(*firsts).subquery()
    query = select(Comment).where(Comment.id.in_(select(wanted.c.id)))
    shown: dict[int, list[Comment]] = {}
    for comment in _comments(query.order_by(Comment.created_at, Comment.id)):
        shown.setdefault(comment.root_id or 0, []).append(comment)
    cut = {root_id: rows[share - 1].id for root_id, rows in shown.items() if len(rows) > share}
    return [comment for rows in shown.values() for comment in rows[:share]], cut


def _elsewhere(shown: Sequence[Comment]) -> dict[int, Comment]:
    """What is answered on this page and stands on another."""
    here = {comment.id for comment in shown}
    missing = {comment.parent_id for comment in shown if comment.parent_id} - here
    if not missing:
        return {}
    query = select(Comment).where(Comment.id.in_(missing), Comment.status == CommentStatus.APPROVED)
    return {comment.id: comment for comment in _comments(query)}


def _own_held(post: Post, reader_id: int) -> list[Comment]:
    query = select(Comment).where(
        Comment.author_id == reader_id, Comment.status == CommentStatus.PENDING, Comment.post_id == post.id
    )
    return _comments(query.order_by(Comment.created_at, Comment.id).limit(MOST_OWN_HELD))


def _comments(query: Select[Any]) -> list[Comment]:
    people = joinedload(Comment.author).options(
        load_only(User.id, User.handle, User.name), lazyload(User.roles)
    )
    return list(db.session.scalars(query.options(people).execution_options(**depending())))


def _count(post: Post) -> int:
    return count_up_to(_approved(post).order_by(None).with_only_columns(Comment.id), MOST_COUNTED + 1)
