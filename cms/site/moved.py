"""The last look before a 404: whether what stood at this address has moved."""

from typing import NoReturn
from urllib.parse import quote, urlsplit

from flask import abort, g, redirect, request
from flask_babel import gettext as _

from cms.engines.reading.addresses import Move, moved_to
from cms.engines.visits import note_hit, note_missing
from cms.models import RedirectKind
from cms.site.incoming import path_asked, query_given


def follow_or_404() -> NoReturn:
    """Lead to where it went, or to the address without its closing slash; else answer 404, and note that."""
    path = path_asked()
    move = moved_to(path, query_given())
    if move:
        follow(move)
    if path.endswith("/") and path != "/":
        bare = quote("/" + path.strip("/"))
        abort(redirect(f"{bare}?{query_given()}" if query_given() else bare, 301))
    if not _rehearses():
        note_missing(path, _referring_host())
    abort(404)


def follow(move: Move) -> NoReturn:
    """End the request as the redirect says, and count that it did."""
    if not _rehearses():
        note_hit(move.redirect_id)
    if move.kind == RedirectKind.GONE:
        abort(410, _("What stood here was taken away for good. Try the search, or start from the home page."))
    lead_to(move.target, move.kind.code)


def lead_to(target: str, code: int = 301) -> NoReturn:
    """End the request with a redirect to a path of this site, or to another site."""
    abort(redirect(_as_location(target), code))


def _as_location(target: str) -> str:
    """A path with everything quoted that a browser could take for another host."""
    if urlsplit(target).scheme in ("http", "https"):
        return target
    rest, mark, place = target.partition("#")
    path, asks, query = rest.partition("?")
    return quote("/" + path.lstrip("/"), safe="/%") + asks + query + mark + quote(place, safe="/?%")


def _rehearses() -> bool:
    """Whether this is a page of a preview, which visitors don't see."""
    return "rehearsal" in g


def _referring_host() -> str:
    try:
        return urlsplit(request.referrer or "").hostname or ""
    except ValueError:
        return ""
