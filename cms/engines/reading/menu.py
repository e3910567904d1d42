"""The published pages that the top of the site leads to."""

from dataclasses import dataclass

from sqlalchemy import select

from cms.engines.pages import keys
from cms.engines.pages.dependence import depend, depending
from cms.engines.pages.remembering import remembered
from cms.extensions import db
from cms.models import Post, PostKind

MOST = 8
MOST_READ = 200


@dataclass(frozen=True)
class MenuItem:
    title: str
    path: str
    locale: str


def menu() -> list[MenuItem]:
    """Pages by title."""
    depend(keys.MENU)
    return remembered("menu", (keys.EVERYTHING, keys.MENU), _read)


def _read() -> list[MenuItem]:
    newest = Post.live(PostKind.PAGE).with_only_columns(Post.title, Post.slug, Post.locale)
    pages = newest.limit(MOST_READ).subquery()
    first = select(pages).order_by(pages.c.title, pages.c.slug).limit(MOST)
    rows = db.session.execute(first.execution_options(**depending(keys.MENU)))
    return [MenuItem(row.title, f"/{row.slug}", row.locale) for row in rows]
