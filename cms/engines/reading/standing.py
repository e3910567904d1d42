"""Which addresses answer by themselves, so that no redirect there is ever asked, and what is near to one."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from flask import current_app
from sqlalchemy import Select, select
from sqlalchemy.orm import defer
from werkzeug.exceptions import HTTPException, NotFound

from cms.extensions import db
from cms.models import Post, PostKind, PostStatus, PostTag, Tag, User
from cms.tools.slugs import slug_of

MOST_NEAR = 200  # records looked at for each beginning of a slug
NEAR = 0.6  # how alike two slugs must be, of 1
BEGINNINGS = (16, 8, 4)  # letters
RECORDS = {"site.post": "slug", "site.page": "slug", "site.tag": "slug", "site.author": "handle"}


def occupied(paths: Iterable[str]) -> set[str]:
    """Those paths at which visitors read something now, or the system answers. At most four queries."""
    places = {path: _place(path) for path in paths}
    found = {path for path, place in places.items() if place is None}
    for endpoint in RECORDS:
        named = {place[1]: path for path, place in places.items() if place and place[0] == endpoint}
        if named:
            live = db.session.scalars(_live(endpoint, set(named)))
            found |= {named[name] for name in live if name in named}
    return found


def post_at(path: str) -> Post | None:
    """The post or page that the path names: the live one, else one that may still be published."""
    place = _place(path.partition("?")[0].partition("#")[0])
    kinds = {"site.post": PostKind.POST, "site.page": PostKind.PAGE}
    if place is None or place[0] not in kinds:
        return None
    named = select(Post).where(Post.slug == place[1], Post.kind == kinds[place[0]])
    named = named.where(Post.status != PostStatus.TRASHED).options(defer(Post.body), defer(Post.body_text))
    return min(db.session.scalars(named), key=lambda post: (not post.is_live, post.id), default=None)


def nearest(path: str) -> str:
    """The live address whose last part is most like this one's; empty where none is like it."""
    last = path.partition("?")[0].rstrip("/").rpartition("/")[2].rpartition(".")
    slug = slug_of(last[0] or last[2], "")
    if len(slug) < BEGINNINGS[-1]:
        return ""
    alike = [(_likeness(slug, name), address) for name, address in _near(slug)]
    likeness, address = max(alike, default=(0.0, ""))
    return address if likeness >= NEAR else ""


def _near(slug: str) -> list[tuple[str, str]]:
    """Names that follow the beginning of this one in their indexes, and the newest; each with its address."""
    found: list[tuple[str, str]] = []
    for length in BEGINNINGS:
        begin = slug[:length]
        following = select(Post).where(Post.slug >= begin, Post.status == PostStatus.PUBLISHED)
        found += _addressed(following.order_by(Post.slug))
        if any(name == slug for name, _address in found):
            return found
    for kind in PostKind:
        found += _addressed(Post.live(kind))
    tags = select(Tag.slug).where(Tag.slug >= begin, _used()).order_by(Tag.slug).limit(MOST_NEAR)
    return found + [(name, f"/tags/{name}") for name in db.session.scalars(tags)]


def _addressed(query: Select[Any]) -> list[tuple[str, str]]:
    rows = db.session.execute(query.with_only_columns(Post.slug, Post.kind).limit(MOST_NEAR))
    return [(name, ("/posts/" if kind == PostKind.POST else "/") + name) for name, kind in rows]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _place(path: str) -> tuple[str, str] | None:
    """The endpoint and the name of a record; None where the system itself answers."""
    try:
        endpoint, parts = current_app.url_map.bind("site").match(path)
    except NotFound:
        return "", ""
    except HTTPException:
        return None
    return (endpoint, str(parts[RECORDS[endpoint]])) if endpoint in RECORDS else None


def _live(endpoint: str, names: set[str]) -> Select[Any]:
    if endpoint == "site.tag":
        return select(Tag.slug).where(Tag.slug.in_(names), _used())
    published = Post.status == PostStatus.PUBLISHED
    if endpoint == "site.author":
        wrote = select(Post.id).where(Post.author_id == User.id, Post.kind == PostKind.POST, published)
        return select(User.handle).where(User.handle.in_(names), wrote.exists())
    kind = PostKind.POST if endpoint == "site.post" else PostKind.PAGE
    return select(Post.slug).where(Post.slug.in_(names), Post.kind == kind, published)


def _used() -> Any:
    return select(PostTag.post_id).where(PostTag.tag_id == Tag.id, PostTag.published_at.is_not(None)).exists()
