"""What a transaction changes before visitors' eyes: noted at every flush, told with the commit.

Nothing that writes through a session can forget it. A bulk statement on what visitors see touches every page,
unless it says by `.execution_options(**touching(…))` which ones.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import delete, event, insert, inspect, select, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, scoped_session

from cms.engines.pages.keys import (
    COMMENTS,
    EVERYTHING,
    MENU,
    PEOPLE,
    POSTS,
    TAGS,
    address_key,
    discussion_of,
    listings_of,
    person_key,
    post_key,
    tag_key,
    under_tag,
)
from cms.extensions import db
from cms.models import (
    Comment,
    CommentStatus,
    PageChange,
    Post,
    PostKind,
    PostStatus,
    PostTag,
    Setting,
    SiteVersion,
    Tag,
    User,
    now,
)

AnySession = Session | scoped_session[Any]

_OPTION = "touches"
_NOTES = "page_keys_touched"
# A transaction that touches more than this touches everything: the log stays short.
MOST = 500
KEPT = timedelta(days=2)
BATCH = 500  # rows at a time, so that no writer waits for long
# What decides where a live post is listed.
_LISTED_BY = ("status", "published_at", "pinned", "author_id", "slug", "locale", "kind")
_SHOWN_OF_PEOPLE = ("handle", "name", "bio", "portrait")
_SHOWN_OF_TAGS = ("name", "slug", "description")


class Fate(Enum):
    """What a flush did to a row."""

    NEW = auto()
    CHANGED = auto()
    GONE = auto()


def follow_writing() -> None:
    """Note from now on what every session of the process changes. Saying it again changes nothing."""
    event.listen(db.session, "after_flush", _note_rows)
    event.listen(db.session, "do_orm_execute", _note_statement)
    event.listen(db.session, "before_commit", _tell)
    event.listen(db.session, "after_rollback", touch_nothing)


def touching(*keys: str) -> dict[str, Any]:
    """The option of a bulk statement that touches the pages of these keys alone."""
    return {_OPTION: keys}


def touch(session: AnySession, *keys: str) -> None:
    """The transaction touches these, too: for what writes past the session."""
    session.info.setdefault(_NOTES, set()).update(keys)


def begin_era(session: AnySession) -> None:
    """Another database has taken the place of the one that pages were made from: all of them are stale."""
    session.execute(update(SiteVersion).values(era=secrets.token_hex(16)))


def touch_nothing(session: AnySession) -> None:
    """What was changed so far, nobody else will ever see."""
    session.info.pop(_NOTES, None)


def forget(moment: datetime) -> int:
    """Let go of a batch of changes of days ago; the number that went. Who never asked since begins anew."""
    old = select(PageChange.number).where(PageChange.at < moment - KEPT)
    old = old.order_by(PageChange.number).limit(BATCH)
    newest = max(db.session.scalars(old), default=None)
    if newest is None:
        return 0
    gone = db.session.execute(delete(PageChange).where(PageChange.number <= newest))
    return int(gone.rowcount)  # type: ignore[attr-defined]  # what a DELETE answers has it


def _note_rows(session: Session, _context: UOWTransaction) -> None:
    for fate, rows in ((Fate.NEW, session.new), (Fate.CHANGED, session.dirty), (Fate.GONE, session.deleted)):
        for row in rows:
            if (tell := _TELLERS.get(type(row))) is not None:
                touch(session, *tell(row, fate))


def _note_statement(state: ORMExecuteState) -> None:
    if state.is_select or state.bind_mapper is None:
        return
    if state.bind_mapper.class_ in _TELLERS:
        touch(state.session, *state.execution_options.get(_OPTION, (EVERYTHING,)))


def _tell(session: Session) -> None:
    if session.in_nested_transaction():  # a savepoint is released; the commit is still to come
        return
    session.flush()
    keys = session.info.pop(_NOTES, None)
    if not keys:
        return
    # The last thing before the commit: whoever waits here for another commit holds nobody else up, and the
    # numbers stand in the order in which the changes can be seen.
    counted = update(SiteVersion).values(number=SiteVersion.number + 1).returning(SiteVersion.number)
    connection = session.connection()
    number = connection.execute(counted).scalar_one()
    told = sorted(keys) if len(keys) <= MOST else [EVERYTHING]
    rows = [{"number": number, "key": key, "at": now()} for key in told]
    connection.execute(insert(PageChange), rows)


def _values(row: Any, name: str) -> set[Any]:
    """What the attribute held before and holds now; empty where neither is known."""
    return {value for part in inspect(row).attrs[name].history for value in part or ()}


def _has_changed(row: Any, names: Iterable[str]) -> bool:
    return any(inspect(row).attrs[name].history.has_changes() for name in names)


def _of_post(post: Post, fate: Fate) -> Iterator[str]:
    statuses = _values(post, "status")
    if statuses and PostStatus.PUBLISHED not in statuses:
        return
    if fate is Fate.CHANGED and not _has_changed(post, inspect(Post).columns.keys()):
        return
    yield POSTS
    yield post_key(post.id)
    if post.kind == PostKind.PAGE:
        yield MENU
    if fate is Fate.CHANGED and not _has_changed(post, _LISTED_BY):
        return
    for slug in _values(post, "slug"):
        yield address_key(post.kind, slug)
    for author_id in _values(post, "author_id"):
        for published_at in _values(post, "published_at"):
            yield from listings_of(post, author_id, published_at)


def _of_listing(row: PostTag, fate: Fate) -> Iterator[str]:
    """What is under a tag; and the post that carries it shows its tags."""
    if fate is not Fate.CHANGED or _has_changed(row, ("published_at",)):
        yield post_key(row.post_id)
        if _values(row, "published_at") - {None}:
            yield POSTS
            yield under_tag(row.tag_id)


def _of_tag(tag: Tag, fate: Fate) -> Iterator[str]:
    if fate is not Fate.CHANGED or _has_changed(tag, _SHOWN_OF_TAGS):
        yield TAGS
        yield tag_key(tag.id)


def _of_person(person: User, fate: Fate) -> Iterator[str]:
    if fate is Fate.GONE or (fate is Fate.CHANGED and _has_changed(person, _SHOWN_OF_PEOPLE)):
        yield PEOPLE
        yield person_key(person.id)


def _of_comment(comment: Comment, _fate: Fate) -> Iterator[str]:
    statuses = _values(comment, "status")
    if not statuses or CommentStatus.APPROVED in statuses:
        yield COMMENTS
        for post_id in _values(comment, "post_id") or {comment.post_id}:
            yield discussion_of(post_id)


def _of_setting(_setting: Setting, _fate: Fate) -> Iterator[str]:
    yield EVERYTHING


_TELLERS: dict[type, Callable[[Any, Fate], Iterator[str]]] = {
    Post: _of_post,
    PostTag: _of_listing,
    Tag: _of_tag,
    User: _of_person,
    Comment: _of_comment,
    Setting: _of_setting,
}
