"""Lists of live posts, newest first, a page at a time, without counting the table."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import defer, joinedload, lazyload, load_only, selectinload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.interfaces import ORMOption

from cms.engines.pages import keys
from cms.engines.pages.dependence import depending
from cms.extensions import db
from cms.models import Post, PostTag, Tag, User

OPENING = 600  # characters of the text that a list may need for an excerpt
MOST_PINNED = 3
_TAGS = (
    select(PostTag.post_id, Tag)
    .join(Tag, Tag.id == PostTag.tag_id)
    .where(PostTag.post_id.in_(bindparam("ids", expanding=True)))
    .order_by(Tag.name)
    .execution_options(**depending())
)
PUBLIC = (User.id, User.handle, User.name, User.portrait)  # what everybody may read of a person


@dataclass(frozen=True)
class Entry:
    """A post as a list shows it: `opening` is how its text begins."""

    post: Post
    opening: str


@dataclass(frozen=True)
class Leaf:
    """One page of a list, the number counted from 1."""

    entries: list[Entry]
    number: int
    has_older: bool


def latest(number: int, size: int) -> Leaf:
    """Every live post."""
    return _leaf(live_posts(), number, size)


def pinned() -> list[Entry]:
    """The few that editors have put before all others."""
    return _entries(live_posts().where(Post.pinned).limit(MOST_PINNED))


def tagged(tag: Tag, number: int, size: int) -> Leaf:
    """The live posts under a tag."""
    return _leaf_of(live_under(tag, size + 1, (number - 1) * size), number, size)


def written_by(author: User, number: int, size: int) -> Leaf:
    """A person's live posts."""
    return _leaf(live_of(author), number, size)


def published_within(start: datetime, end: datetime, number: int, size: int) -> Leaf:
    """What was published from `start` until just before `end`."""
    within = Post.live().where(Post.published_at >= start, Post.published_at < end)
    return _leaf(within.execution_options(**depending(keys.time_between(start, end))), number, size)


def live_posts() -> Select[Any]:
    """Every live post, newest first."""
    return Post.live().execution_options(**depending(keys.LISTED))


def live_under(tag: Tag, most: int, skipped: int = 0) -> Select[Any]:
    """A tag's live posts. Which ones is read along the association's own index, before any post is."""
    listed = (
        select(PostTag.post_id)
        .where(PostTag.tag_id == tag.id, PostTag.published_at.is_not(None))
        .order_by(PostTag.published_at.desc(), PostTag.post_id.desc())
        .limit(most)
        .offset(skipped)
    )
    return Post.live().where(Post.id.in_(listed)).execution_options(**depending(keys.under_tag(tag.id)))


def live_of(author: User) -> Select[Any]:
    """A person's live posts, newest first."""
    live = Post.live().where(Post.author_id == author.id)
    return live.execution_options(**depending(keys.by_person(author.id)))


def whole_posts(query: Select[Any], most: int) -> list[Post]:
    """The first `most` with body, author and tags, for feeds."""
    return carrying_tags(list(db.session.scalars(query.options(public_author()).limit(most))))


def carrying_tags(posts: list[Post]) -> list[Post]:
    """The posts, each with its tags at hand: one query, a third as dear as the ORM's own way."""
    tags: dict[int, list[Tag]] = {post.id: [] for post in posts}
    if tags:
        for post_id, tag in db.session.execute(_TAGS, {"ids": list(tags)}).tuples():
            tags[post_id].append(tag)
    for post in posts:
        set_committed_value(post, "tags", tags[post.id])
    return posts


def with_people_and_tags() -> tuple[ORMOption, ...]:
    """Load author and tags along; of the author only what the public reads."""
    return (public_author(), selectinload(Post.tags))


def public_author() -> ORMOption:
    """The author's public columns; never the roles, which would cost a query more."""
    return joinedload(Post.author).options(load_only(*PUBLIC), lazyload(User.roles))


def _leaf(query: Select[Any], number: int, size: int) -> Leaf:
    return _leaf_of(query.limit(size + 1).offset((number - 1) * size), number, size)


def _leaf_of(query: Select[Any], number: int, size: int) -> Leaf:
    found = _entries(query)
    return Leaf(found[:size], number, len(found) > size)


def _entries(query: Select[Any]) -> list[Entry]:
    # Bodies can be long; a list reads no more of them than it shows.
    query = query.options(public_author(), defer(Post.body), defer(Post.body_text))
    rows = db.session.execute(query.add_columns(func.substr(Post.body_text, 1, OPENING))).all()
    carrying_tags([post for post, _opening in rows])
    return [Entry(post, opening) for post, opening in rows]
