"""Where errors become pages or JSON: a mistake a sentence, a bug a number that stands in the log."""

import logging
import secrets
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import Gone, HTTPException, SecurityError

from cms.actions.errors import Invalid, NotPossible, Refused, Stale
from cms.extensions import db
from cms.web.asking import Offer, offer_of
from cms.web.refusals import log_refusal
from cms.web.uploads import takes_files

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Answer every exception; in tests and debugging a bug still shows its traceback."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(Refused, refused)
    app.register_error_handler(NotPossible, not_possible)
    app.register_error_handler(Stale, not_possible)
    app.register_error_handler(Invalid, invalid)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(Exception, bug)


def error_page(
    code: int, title: str, sentence: str, incident: str = "", again: str = "", offer: Offer | None = None
) -> Response:
    """An error as the client asked for it; `again` leads back to a form, `offer` to the owners.

    Whatever the request had begun in the database is undone.
    """
    db.session.rollback()
    if _wants_json():
        body: dict[str, Any] = {
            "error": {"code": code, "message": sentence, **({"incident": incident} if incident else {})}
        }
        if offer:
            body["error"]["missing"] = offer.permission.value
        return make_response(jsonify(body), code)
    words = {"title": title, "sentence": sentence, "incident": incident, "again": again, "offer": offer}
    page = render_template("errors/error.html", code=code, **words)
    return make_response(page, code)


def http_error(error: HTTPException) -> Response:
    if error.response is not None:  # a redirect or a ready answer, raised
        return make_response(error.response)
    code = error.code or 500
    if code == HTTPStatus.FORBIDDEN:
        log_refusal(error.description or "")
    if isinstance(error, SecurityError):  # the host is not ours: name nothing of the site
        return make_response(_("This address is not served here."), 400)
    title, sentence = _words(code)
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and takes_files():
        sentence = _("Shorten the text, or choose a smaller picture.")
    if code == HTTPStatus.GONE and error.description and error.description != Gone.description:
        sentence = error.description  # what to do depends on what the link was for
    response = error_page(code, title, sentence)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def stale_form(error: CSRFError) -> Response:
    return error_page(
        400,
        _("This form has expired"),
        _(
            "You may have been signed out meanwhile. Copy what you wrote, open the page again, sign in if "
            "asked, and send it again. The editor of posts keeps what you typed by itself."
        ),
        again=same_address(),
    )


def same_address() -> str:
    """This request's address, if it also shows what it takes: where to go on after signing in; else empty."""
    if request.url_rule is None or "GET" not in (request.url_rule.methods or ()):
        return ""
    return request.path + (f"?{request.query_string.decode('latin-1')}" if request.query_string else "")


def refused(error: Refused) -> Response:
    log_refusal(error.reason)
    offer = offer_of(error.decision)
    return error_page(403, _("You may not do this"), str(error.reason), offer=offer)


def not_possible(error: NotPossible) -> Response:
    return error_page(409, _("That did not work"), str(error))


def invalid(error: Invalid) -> Response:
    return error_page(422, _("Something needs a correction"), " ".join(map(str, error.errors.values())))


def busy(error: OperationalError) -> Response:
    log.error("database unavailable: %s", error.orig)
    _forget_who_asks()
    return error_page(
        503,
        _("The database is busy"),
        _("Nothing was changed. Wait a moment and try again."),
    )


def bug(error: Exception) -> Response:
    incident = secrets.token_hex(4)
    log.exception("incident %s at %s %s", incident, request.method, request.path)
    _forget_who_asks()
    title, sentence = _words(500)
    return error_page(500, title, sentence, incident)


def _forget_who_asks() -> None:
    """Answer as to a visitor: to load the person again could fail like what failed before."""
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]  # Flask-Login's


def _wants_json() -> bool:
    return request.is_json or (
        request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    )


def _words(code: int) -> tuple[str, str]:
    words: dict[int, tuple[Any, Any]] = {
        400: (_("This request can't be read"), _("Check the address or the form and try again.")),
        401: (_("Please sign in"), _("Sign in to see this page.")),
        403: (_("You may not do this"), _("Ask an owner of the site if you think you should.")),
        404: (_("Nothing here"), _("The page may have moved. Try the search, or start from the home page.")),
        405: (_("That does not work here"), _("Go back and use the buttons on the page.")),
        410: (_("This link no longer works"), _("Ask for a new one.")),
        413: (_("That is too large"), _("Shorten the text or send it in parts.")),
        414: (_("This address is too long"), _("Shorten it and try again.")),
        422: (_("Something needs a correction"), _("Go back, correct the form and send it again.")),
        429: (_("Too many tries"), _("Wait a few minutes, then try again.")),
        500: (_("Something broke on our side"), _("Your request was not carried out. Try again later.")),
        503: (_("Not available right now"), _("Wait a moment and try again.")),
    }
    fallback = (HTTPStatus(code).phrase if code in set(HTTPStatus) else str(code), words[400][1])
    return words.get(code, fallback)
