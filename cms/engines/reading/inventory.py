"""Every live address, for sitemaps: in parts of bounded size along the primary key."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Integer, Select, column, func, select, values
from sqlalchemy.orm import load_only

from cms.extensions import db
from cms.models import Post, PostKind, PostStatus

PART = 10_000  # addresses; a sitemap may hold 50,000
MOST_PARTS = 5_000


def fits_one_part() -> bool:
    """Whether one sitemap can hold everything."""
    newest = _live().with_only_columns(Post.id).order_by(None).limit(PART + 1).subquery()
    return (db.session.scalar(select(func.count()).select_from(newest)) or 0) <= PART


def everything() -> list[Post]:
    """All live posts and pages of a site that fits one part."""
    return _read(_live().limit(PART))


def part(number: int) -> list[Post]:
    """The live ones among the ids of one part, counted from 1."""
    return _read(_live().where(Post.id > (number - 1) * PART, Post.id <= number * PART))


def parts() -> Iterable[int]:
    """The numbers of the parts that hold something."""
    highest = db.session.scalar(select(func.max(Post.id))) or 0
    count = min(-(-highest // PART), MOST_PARTS)
    if count == 0:
        return []
    numbers = values(column("number", Integer)).data([(n,) for n in range(1, count + 1)]).cte("parts")
    last = numbers.c.number * PART
    within = _live().with_only_columns(Post.id).order_by(None).where(Post.id > last - PART, Post.id <= last)
    query = select(numbers.c.number).where(within.correlate(numbers).exists()).order_by(numbers.c.number)
    return db.session.scalars(query).all()


def _live() -> Select[Any]:
    # Naming the kinds lets the index of public lists answer.
    live = select(Post).where(Post.kind.in_(list(PostKind)), Post.status == PostStatus.PUBLISHED)
    return live.order_by(Post.id)


def _read(query: Select[Any]) -> list[Post]:
    shown = (Post.kind, Post.slug, Post.status, Post.published_at, Post.updated_at)
    return list(db.session.scalars(query.options(load_only(*shown, Post.version, Post.live_version))))
