"""The whole site as it will be at a moment to come, for who may see every text."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, flash, g, make_response, redirect, render_template, request
from flask_babel import format_date, format_time, get_timezone
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from cms.actions.rehearsing import Rehearsal, rehearsed
from cms.models import now
from cms.site.blueprint import site
from cms.site.incoming import query_given
from cms.site.moved import lead_to
from cms.tools.moments import moment_code, moment_of
from cms.tools.relinking import relinked
from cms.web.viewing import acting_person

# What can be walked through; every other address leads out of the preview.
WALKED = frozenset(
    f"site.{name}"
    for name in (
        *("home", "post", "page", "tag", "author", "archive", "year", "month", "search"),
        *("feed", "tag_feed", "author_feed", "search_feed"),
    )
)


def init_app(app: Flask) -> None:
    """Register what templates call."""
    app.jinja_env.globals.update(
        address_at=address_at, moment_in_words=moment_in_words, rehearsal_shown=rehearsal_shown
    )


@site.get("/preview/at/<moment>/", defaults={"rest": ""})
@site.get("/preview/at/<moment>/<path:rest>")
def moment(moment: str, rest: str) -> Response:
    """The page at `/rest` as it will be; its links lead on within the preview."""
    at, path = moment_of(moment) or abort(404), "/" + rest.lstrip("/")
    if at <= now():
        flash(_("That moment has come: this is the site as it is."), "info")
        lead_to(f"{path}?{query_given()}" if request.query_string else path)
    with rehearsed(at, by=acting_person()) as rehearsal, _shown_as(path, rehearsal):
        return _led_on(_page_at(path), at)


def address_at(at: datetime, path: str = "/") -> str:
    """Where a page of the site of that moment is."""
    return f"/preview/at/{moment_code(at)}{path}"


def moment_in_words(at: datetime) -> str:
    """Day, time and zone, as the person has them."""
    day, time = format_date(at, "long"), format_time(at, "short")
    return _("%(day)s, %(time)s (%(zone)s)", day=day, time=time, zone=str(get_timezone()))


def rehearsal_shown() -> Rehearsal | None:
    """What the page that is being made looks ahead to, if it does."""
    shown: Rehearsal | None = g.get("rehearsal")
    return shown


@contextmanager
def _shown_as(path: str, rehearsal: Rehearsal) -> Iterator[None]:
    g.path_asked, g.rehearsal = path, rehearsal
    try:
        yield
    finally:
        del g.path_asked, g.rehearsal


def _page_at(path: str) -> Response:
    try:
        endpoint, values = _match(path)
        return make_response(current_app.view_functions[endpoint](**values))
    except RequestRedirect as elsewhere:
        return redirect(urlsplit(elsewhere.new_url).path)
    except HTTPException as error:
        if error.response is not None:  # a redirect, raised
            return make_response(error.response)
        return make_response(render_template("site/not_then.html", path=path), error.code or 404)


def _match(path: str) -> tuple[str, dict[str, str]]:
    endpoint, values = current_app.url_map.bind("").match(path, method="GET")
    return (endpoint, dict(values)) if endpoint in WALKED else abort(404)


def _led_on(response: Response, at: datetime) -> Response:
    """Its links and its redirect lead on within the preview, as far as that reaches."""
    onward = partial(_onward, at=at)
    if response.location:
        response.location, response.status_code = onward(response.location), 302
    elif response.mimetype == "text/html":
        response.set_data(relinked(response.get_data(as_text=True), onward))
    return response


def _onward(address: str, at: datetime) -> str:
    bare = address.removeprefix(current_app.config["SITE_URL"]) or "/"
    if not bare.startswith("/") or bare.startswith("//"):
        return address
    try:
        _match(urlsplit(bare).path)
    except (HTTPException, ValueError):
        return address
    return address_at(at, bare)
