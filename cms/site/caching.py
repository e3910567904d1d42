"""Who may keep an answer: a visitor's pages anybody, as long as they ask again; a member's nobody."""

from flask import Response, request, session
from flask_login import current_user

from cms.web import whole_pages

KEPT = ("GET", "HEAD")


def mark(response: Response) -> Response:
    """Say who may keep the answer, and answer 304 to those who have it already."""
    if request.blueprint != "site" or "Cache-Control" in response.headers:
        return response
    if response.status_code >= 500 or request.method not in KEPT or _is_personal():
        response.headers["Cache-Control"] = "private, no-store"
        return response
    # Nothing of the session is in the answer, so it does not vary with the cookie.
    session.accessed = False
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    if response.mimetype == "text/html":
        response.vary.add("Accept-Language")
    if response.status_code != 200:
        return response
    whole_pages.keep()
    response.add_etag()
    response.make_conditional(request)
    return response


def _is_personal() -> bool:
    return bool(session) or session.modified or current_user.is_authenticated
