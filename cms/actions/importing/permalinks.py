"""The addresses under which a post was known before, as redirects."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import func, select

from cms.actions.importing.report import Report
from cms.extensions import db
from cms.models import Post, Redirect
from cms.tools.html import has_controls
from cms.tools.wordpress_records import Item

_LONGEST = 500
_SLASHES = re.compile(r"/{2,}")


def keep_permalinks(post: Post, item: Item, report: Report) -> None:
    """Let the old addresses lead to the post, but for those that lead somewhere already."""
    for path in old_paths(item):
        if path == post.path:
            continue
        if db.session.scalar(select(Redirect.id).where(Redirect.path == path)):
            report.present("redirect")
        else:
            db.session.add(Redirect(path=path, post_id=post.id))
            db.session.flush()
            report.imported("redirect")


def count_permalinks(post: Post, item: Item, report: Report) -> None:
    """Count those that are kept already. What an owner deleted since is not made again."""
    kept = select(func.count()).where(Redirect.post_id == post.id, Redirect.path.in_(old_paths(item)))
    report.present("redirect", db.session.scalar(kept) or 0)


def old_paths(item: Item) -> list[str]:
    """Unquoted, without a slash at the end; `/?p=1` where the post had no address of its own."""
    try:
        link = urlsplit(item.link)
        path, query = _SLASHES.sub("/", unquote(link.path)).rstrip("/"), parse_qs(link.query)
    except ValueError:
        return []
    if path:
        folder = path.rpartition("/")[0]
        paths = [path, *(f"{folder}/{unquote(slug)}" for slug in _earlier_slugs(item))]
    else:
        paths = [f"/?{name}={query[name][0]}" for name in ("p", "page_id") if query.get(name)]
    return [path for path in dict.fromkeys(paths) if _can_be_kept(path)]


def _earlier_slugs(item: Item) -> list[str]:
    return [value for key, value in item.meta if key == "_wp_old_slug" and value]


def _can_be_kept(path: str) -> bool:
    return path.startswith("/") and len(path) <= _LONGEST and not has_controls(path)
