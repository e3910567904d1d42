"""The sitemap: an index of parts, which list pages, posts, tags and authors."""

from collections.abc import Iterator

from flask import Response, abort, url_for

from cms.engines.reading.inventory import newest_at, part, parts
from cms.site.blueprint import site
from cms.site.layout import absolute_url
from cms.tools.sitemaps import Located, sitemap_index
from cms.tools.sitemaps import sitemap as sitemap_of


@site.get("/sitemap.xml")
def sitemap() -> Response:
    listed = [(url_for("site.sitemap_part", kind=it.kind, number=it.number), it.changed) for it in parts()]
    return _xml(sitemap_index(absolute_url(""), listed))


@site.get("/sitemap-<any(pages, posts, tags, authors):kind>-<int:number>.xml")
def sitemap_part(kind: str, number: int) -> Response:
    listed: list[Located] = [(place.path, place.changed) for place in part(kind, number)]
    if (kind, number) == ("pages", 1):
        listed = [*_fixed(), *listed]
    if not listed:
        abort(404)
    return _xml(sitemap_of(absolute_url(""), listed))


def _fixed() -> list[Located]:
    """What every site has."""
    newest = newest_at()
    return [("/", newest), (url_for("site.archive"), newest)]


def _xml(document: Iterator[bytes]) -> Response:
    return Response(document, content_type="application/xml; charset=utf-8")
