"""Sitemaps as sitemaps.org describes them, and the index of their parts, written piece by piece."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import quote
from xml.sax.saxutils import escape

from cms.tools.html import without_controls

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PLAIN = re.compile(r"[\w/.-]+", re.ASCII)  # as nearly every address is
AT_A_TIME = 500  # addresses in one piece

Located = tuple[str, datetime | None]


def sitemap(site: str, places: Iterable[Located]) -> Iterator[bytes]:
    """The paths on the site, each with the moment of its last change where that is known."""
    return _document("urlset", "url", site, places)


def sitemap_index(site: str, parts: Iterable[Located]) -> Iterator[bytes]:
    """Where the parts of a sitemap are."""
    return _document("sitemapindex", "sitemap", site, parts)


def _document(root: str, name: str, site: str, places: Iterable[Located]) -> Iterator[bytes]:
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{NAMESPACE}">\n'.encode()
    entries = (_entry(name, site, path, changed) for path, changed in places)
    while piece := "".join(islice(entries, AT_A_TIME)):
        yield piece.encode()
    yield f"</{root}>\n".encode()


def _entry(name: str, site: str, path: str, changed: datetime | None) -> str:
    address = site + (path if _PLAIN.fullmatch(path) else _quoted(path))
    dated = f"<lastmod>{_moment(changed)}</lastmod>" if changed else ""
    return f"<{name}><loc>{address}</loc>{dated}</{name}>\n"


def _quoted(path: str) -> str:
    return escape(quote(without_controls(path), safe="/:@!$&'()*+,;=~"))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
