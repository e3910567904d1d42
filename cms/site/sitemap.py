"""The sitemap: one document, or an index with parts when the site is large."""

from collections.abc import Iterable

from flask import Response, abort, url_for

from cms.engines.reading.inventory import MOST_PARTS, everything, fits_one_part, part, parts
from cms.models import Post
from cms.site.blueprint import site
from cms.site.dates import changed_at
from cms.site.layout import absolute_url
from cms.tools.sitemaps import sitemap as sitemap_of
from cms.tools.sitemaps import sitemap_index


@site.get("/sitemap.xml")
def sitemap() -> Response:
    if fits_one_part():
        return _listed(everything())
    addresses = (absolute_url(url_for("site.sitemap_part", number=number)) for number in parts())
    return _xml(sitemap_index(addresses))


@site.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    posts = part(number) if 1 <= number <= MOST_PARTS else []
    if not posts:
        abort(404)
    return _listed(posts, with_home=number == 1)


def _listed(posts: Iterable[Post], with_home: bool = True) -> Response:
    home = [(absolute_url("/"), None)] if with_home else []
    return _xml(sitemap_of([*home, *((absolute_url(post.path), changed_at(post)) for post in posts)]))


def _xml(document: bytes) -> Response:
    return Response(document, content_type="application/xml; charset=utf-8")
