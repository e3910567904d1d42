"""Keeps the index exact: what changes a text, its tags or a tag changes the index in its transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from cms.engines.search.sources import refresh, refresh_tags
from cms.models import Post, PostTag, Tag

# What the index holds of a post. The relation stands beside its column, which is filled in late.
INDEXED = (
    *("title", "summary", "body_text", "kind", "locale", "status", "author", "author_id"),
    *("published_at", "created_at"),
)

KEYS: dict[Any, Any] = {Post: Post.id, PostTag: PostTag.post_id, Tag: Tag.id}

_set_aside: ContextVar[set[int] | None] = ContextVar("set_aside", default=None)


def begin() -> None:
    """Listen to every session from now on; doing it again changes nothing."""
    for name, listener in (("after_flush", _after_flush), ("do_orm_execute", _around_bulk)):
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)


@contextmanager
def set_aside() -> Iterator[None]:
    """Leave the index as it is and note which posts change: for a rehearsal, of which nothing stays."""
    before = _set_aside.set(set())
    try:
        yield
    finally:
        _set_aside.reset(before)


def changed_aside() -> set[int] | None:
    """The posts that changed while the index was left as it is; None when it is exact."""
    return _set_aside.get()


def _after_flush(session: Session, _context: Any) -> None:
    posts, tags = set(), set()
    for record in (*session.new, *session.dirty, *session.deleted):
        if isinstance(record, PostTag):
            posts.add(record.post_id)
        elif record in session.deleted:
            continue  # the database takes along what belongs to it
        elif isinstance(record, Post) and _is_changed(session, record, INDEXED):
            posts.add(record.id)
        elif isinstance(record, Tag) and _is_changed(session, record, ("name",)):
            tags.add(record.id)
    _bring_up_to_date(session, posts, tags)


def _around_bulk(state: ORMExecuteState) -> Any:
    """Statements change rows past the session's records, so the rows that they mean are read beforehand."""
    noun: Any = state.bind_mapper.class_ if state.bind_mapper else None
    column = KEYS.get(noun)
    if column is None or not (state.is_update or state.is_delete):
        return None
    where = state.statement.whereclause  # type: ignore[attr-defined]  # an update or delete has one
    meant = select(column) if where is None else select(column).where(where)
    ids = set(state.session.scalars(meant, state.parameters))
    result = state.invoke_statement()
    _bring_up_to_date(state.session, *((set(), ids) if noun is Tag else (ids, set())))
    return result


def _is_changed(session: Session, record: Any, names: tuple[str, ...]) -> bool:
    if record in session.new:
        return True
    attributes = inspect(record).attrs
    return any(attributes[name].history.has_changes() for name in names)


def _bring_up_to_date(session: Session, posts: set[int], tags: set[int]) -> None:
    aside = _set_aside.get()
    if aside is not None:
        aside |= posts
        return
    if posts:
        refresh(session.connection(), posts)
    if tags:
        refresh_tags(session.connection(), tags)
