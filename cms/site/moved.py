"""The last look before a 404: whether what stood at this address has moved."""

from typing import NoReturn
from urllib.parse import quote, urlsplit

from flask import abort, redirect

from cms.engines.reading.addresses import moved_to
from cms.site.incoming import path_asked, query_given


def follow_or_404() -> NoReturn:
    """Lead to where it went, or to the address without its closing slash; else answer 404."""
    path = path_asked()
    target = moved_to(path, query_given())
    if target:
        lead_to(target)
    if path.endswith("/") and path != "/":
        bare = quote("/" + path.strip("/"))
        abort(redirect(f"{bare}?{query_given()}" if query_given() else bare, 301))
    abort(404)


def lead_to(target: str) -> NoReturn:
    """End the request with a permanent redirect to a path of this site, or to another site."""
    abort(redirect(_as_location(target), 301))


def _as_location(target: str) -> str:
    """A path with everything quoted that a browser could take for another host."""
    if urlsplit(target).scheme in ("http", "https"):
        return target
    path, mark, query = target.partition("?")
    return quote("/" + path.lstrip("/"), safe="/%") + mark + query
