"""Every live address with the moment of its last change, for sitemaps: in parts of bounded size.

A part of posts, tags or authors is a range of their numbers, so each costs the same however many there are.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, String, case, column, func, select, type_coerce, values

from cms.extensions import db
from cms.models import Post, PostKind, PostStatus, PostTag, Tag, User

PART = 10_000  # addresses; a sitemap may hold 50,000
MOST_PARTS = 5_000
MOST_PAGES = 50_000
MOST_READ = 10_000  # of the latest changes, for the index to tell which parts changed


class Place(NamedTuple):
    path: str
    changed: datetime | None


class Part(NamedTuple):
    kind: str
    number: int
    changed: datetime | None


def parts() -> list[Part]:
    """Those that hold something; the first of the pages always does."""
    newest = newest_at()
    found = [Part("pages", number, None) for number in range(1, _parts_of_pages() + 1)]
    latest = _latest_changes()
    found += [Part("posts", number, latest.get(number)) for number in _numbers(Post.id, _is_live_post())]
    found += [Part("tags", number, newest) for number in _numbers(Tag.id, _is_used())]
    return found + [Part("authors", number, newest) for number in _numbers(User.id, _has_published())]


def part(kind: str, number: int) -> list[Place]:
    """What one part lists, counted from 1; empty where there is no such part."""
    return _READERS[kind](number) if 1 <= number <= MOST_PARTS else []


def newest_at() -> datetime | None:
    """When the newest post was published."""
    return db.session.scalar(Post.live().with_only_columns(Post.published_at).limit(1))


def _posts(number: int) -> list[Place]:
    query = select(Post.slug, _changed()).where(_is_live_post(), *_within(Post.id, number)).order_by(Post.id)
    return [Place(f"/posts/{slug}", changed) for slug, changed in db.session.execute(query)]


def _pages(number: int) -> list[Place]:
    """By their place in the list: there are few."""
    if number > MOST_PAGES // PART:
        return []
    query = Post.live(PostKind.PAGE).with_only_columns(Post.slug, _changed())
    rows = db.session.execute(query.offset((number - 1) * PART).limit(PART))
    return [Place(f"/{slug}", changed) for slug, changed in rows]


def _tags(number: int) -> list[Place]:
    newest = (
        select(PostTag.published_at)
        .where(PostTag.tag_id == Tag.id, PostTag.published_at.is_not(None))
        .order_by(PostTag.published_at.desc())
        .limit(1)
    )
    query = select(Tag.slug, newest.scalar_subquery()).where(_is_used(), *_within(Tag.id, number))
    return [Place(f"/tags/{slug}", at) for slug, at in db.session.execute(query.order_by(Tag.id))]


def _authors(number: int) -> list[Place]:
    newest = Post.live().with_only_columns(Post.published_at).where(Post.author_id == User.id).limit(1)
    query = select(User.handle, newest.correlate(User).scalar_subquery())
    query = query.where(_has_published(), *_within(User.id, number)).order_by(User.id)
    return [Place(f"/authors/{handle}", at) for handle, at in db.session.execute(query)]


_READERS: Mapping[str, Callable[[int], list[Place]]] = {
    "pages": _pages,
    "posts": _posts,
    "tags": _tags,
    "authors": _authors,
}


def _numbers(key: Any, holds: ColumnElement[bool]) -> list[int]:
    """The numbers of the ranges in which something is listed."""
    count = min(-(-(db.session.scalar(select(func.max(key))) or 0) // PART), MOST_PARTS)
    if not count:
        return []
    numbers = values(column("number", Integer)).data([(n,) for n in range(1, count + 1)]).cte("parts")
    last = numbers.c.number * PART
    within = select(key).where(key > last - PART, key <= last, holds).correlate(numbers)
    query = select(numbers.c.number).where(within.exists()).order_by(numbers.c.number)
    return list(db.session.scalars(query))


def _parts_of_pages() -> int:
    pages = Post.live(PostKind.PAGE).with_only_columns(Post.id).order_by(None).limit(MOST_PAGES).subquery()
    count = db.session.scalar(select(func.count()).select_from(pages)) or 0
    return max(-(-count // PART), 1)


def _latest_changes() -> dict[int, datetime]:
    """Of each part of the posts the latest change, where that is among the latest of all.

    What waits for its publication is left out: nobody shall read here that somebody is at work on a text.
    """
    shown = (Post.version == Post.live_version).label("shown")
    latest = Post.live().with_only_columns(Post.id, Post.updated_at, shown).order_by(None)
    rows = latest.order_by(Post.updated_at.desc(), Post.id.desc()).limit(MOST_READ).subquery()
    number = (rows.c.id - 1) // PART + 1
    query = select(number, func.max(rows.c.updated_at)).where(rows.c.shown).group_by(number)
    return dict(db.session.execute(query).tuples().all())


def _within(key: Any, number: int) -> tuple[ColumnElement[bool], ...]:
    return key > (number - 1) * PART, key <= number * PART


def _is_live_post() -> ColumnElement[bool]:
    # Not the bare column: its indexes lead through all posts, and a part is a range of their numbers.
    kind = type_coerce(Post.kind, String).concat("")
    return (kind == PostKind.POST.value) & (Post.status == PostStatus.PUBLISHED)


def _is_used() -> ColumnElement[bool]:
    listed = select(PostTag.post_id).where(PostTag.tag_id == Tag.id, PostTag.published_at.is_not(None))
    return listed.correlate(Tag).exists()


def _has_published() -> ColumnElement[bool]:
    live = Post.live().with_only_columns(Post.id).order_by(None).where(Post.author_id == User.id)
    return live.correlate(User).exists()


def _changed() -> ColumnElement[Any]:
    """As changed_at() of a post tells it."""
    saved_since = (Post.version == Post.live_version) & (Post.updated_at > Post.published_at)
    return case((saved_since, Post.updated_at), else_=Post.published_at)
