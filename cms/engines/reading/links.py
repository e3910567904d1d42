"""Which links of a text lead nowhere on our own site, in a few queries however many links there are."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from flask import current_app
from sqlalchemy import Select, or_, select
from werkzeug.exceptions import HTTPException, NotFound

from cms.extensions import db
from cms.models import Post, PostKind, PostStatus, Redirect, Tag, User

MOST_LINKS = 500  # of one text; what comes after them is taken on trust
# What is scheduled counts: texts that appear together may name each other.
COMING = (PostStatus.PUBLISHED, PostStatus.SCHEDULED)
RECORDS = ("site.post", "site.page", "site.tag", "site.author")


def dead_links(links: Iterable[str], post: Post) -> set[str]:
    """Those that stand for an address of this site where a reader of the post would find nothing."""
    paths = {link: path for link in list(dict.fromkeys(links))[:MOST_LINKS] if (path := _own(link, post))}
    wanted = {path: parts for path in set(paths.values()) if (parts := _place(path))}
    standing = _standing(set(wanted.values()), post)
    missing = {path for path, place in wanted.items() if place not in standing}
    missing -= _moved(missing)
    return {link for link, path in paths.items() if path in missing}


def _own(link: str, post: Post) -> str:
    """The path of a link on this site; empty for another site, a mail address or a place in the same text."""
    site = current_app.config["SITE_URL"]
    try:
        parts = urlsplit(urljoin(site + post.path, link.strip()))
    except ValueError:
        return ""
    if link.startswith("#") or f"{parts.scheme}://{parts.netloc}" != site:
        return ""
    return unquote(parts.path) or "/"


def _place(path: str) -> tuple[str, str] | None:
    """The endpoint and the name of a record; None when the system itself answers there."""
    bare = "/" + path.strip("/")
    try:
        endpoint, parts = current_app.url_map.bind("site").match(bare)
    except NotFound:
        return "site.page", bare[1:]
    except HTTPException:
        return None
    return (endpoint, str(next(iter(parts.values()), ""))) if endpoint in RECORDS else None


def _standing(places: set[tuple[str, str]], post: Post) -> set[tuple[str, str]]:
    """Those places that exist, the post's own among them."""
    named = {endpoint: {name for kind, name in places if kind == endpoint} for endpoint in RECORDS}
    found = {("site.post" if post.kind == PostKind.POST else "site.page", post.slug)}
    for endpoint, kind in (("site.post", PostKind.POST), ("site.page", PostKind.PAGE)):
        texts = select(Post.slug).where(Post.kind == kind, Post.status.in_(COMING))
        found |= _found(endpoint, texts, Post.slug, named[endpoint])
    found |= _found("site.tag", select(Tag.slug), Tag.slug, named["site.tag"])
    return found | _found("site.author", select(User.handle), User.handle, named["site.author"])


def _found(endpoint: str, query: Select[Any], column: Any, names: set[str]) -> set[tuple[str, str]]:
    if not names:
        return set()
    return {(endpoint, name) for name in db.session.scalars(query.where(column.in_(names)))}


def _moved(paths: set[str]) -> set[str]:
    """Those that lead on to something that is there."""
    if not paths:
        return set()
    bare = {"/" + path.strip("/"): path for path in paths}
    spellings = {*bare, *(f"{path}/" for path in bare)}
    lead = select(Redirect.path).outerjoin(Post, Post.id == Redirect.post_id)
    lead = lead.where(
        Redirect.path.in_(spellings), or_(Redirect.target.is_not(None), Post.status == PostStatus.PUBLISHED)
    )
    return {bare["/" + path.strip("/")] for path in db.session.scalars(lead)}
