"""Whole pages in front of the application: what a visitor is shown again costs no query and no template.

Only what site.caching marks is kept: answers for everybody, that nothing of a session went into. Whoever
brings a session, or anything else that could make them somebody, is always answered by the application.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask, request

from cms.engines.pages import dependence
from cms.engines.pages.changes import follow_writing
from cms.engines.pages.entry import Entry, Headers, kept_headers
from cms.engines.pages.freshness import Freshness
from cms.engines.pages.remembering import LOOKED
from cms.engines.pages.shelf import Shelf
from cms.engines.pages.turns import Turns
from cms.extensions import db
from cms.web.locale import locale_for

Environ = dict[str, Any]
Wsgi = Callable[..., Iterable[bytes]]

# In the environment of a request: that its page may be kept, and then what was noted of it.
WANTED, NOTED = "masthead.page_wanted", "masthead.page_noted"
MOST_UNKEPT = 4096
# Of a page that the client has already, these are not said again (RFC 9110, 15.4.5).
_WITH_BODY = ("Content-Type", "Content-Encoding")
# Arguments that tell who sent a reader here; no page of ours listens to them.
_CAMPAIGN = ("utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid=", "ref=")


def init_app(app: Flask) -> None:
    """Follow what is read and written; stand in front of the application, unless CMS_CACHE_URL is off."""
    dependence.follow_reading()
    follow_writing()
    if app.config["CACHE_URL"] != "off":
        pages = WholePages(app, app.wsgi_app)
        app.wsgi_app = pages  # type: ignore[method-assign]
        app.extensions.update(freshness=pages.freshness, remembered={})


def begin() -> None:
    """Before a request of the site: note what its page depends on, if it may be kept."""
    if request.environ.get(WANTED):
        dependence.begin()


def keep(post_id: int | None = None) -> None:
    """The answer of this request is for everybody: keep it until something of it changes."""
    if request.environ.get(WANTED):
        request.environ[NOTED] = (*dependence.noted(), post_id)


def let_go() -> None:
    """Don't keep the answer of this request: it depends on what nothing notes."""
    request.environ.pop(WANTED, None)


class WholePages:
    """The application with a shelf of pages before it."""

    def __init__(self, app: Flask, inner: Wsgi) -> None:
        self._inner = inner
        self._locales = tuple(app.config["LOCALES"])
        self._cookie = f"{app.config['SESSION_COOKIE_NAME']}="
        with app.app_context():
            self.freshness = Freshness(db.engine.url)
        self.shelf = Shelf()
        self._turns = Turns()
        # Names whose answer was not for everybody, and at which change: nobody waits for them in turn.
        self._unkept: dict[str, int] = {}

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        number = None if _is_file(environ) else self.freshness.look()
        if number is None:
            return self._inner(environ, start_response)
        environ[LOOKED] = self.freshness.era, number
        if not self._is_for_everybody(environ):
            return self._inner(environ, start_response)
        name = self._name_of(environ)
        if self._unkept.get(name) == number:
            return self._inner(environ, start_response)
        entry = self._fresh(name)
        if entry is not None:
            return _sent(entry, environ, start_response, "hit")
        with self._turns.turn(name) as waited:
            if waited and (entry := self._fresh(name)) is not None:
                return _sent(entry, environ, start_response, "hit")
            return self._made(name, number, environ, start_response)

    def _is_for_everybody(self, environ: Environ) -> bool:
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and self._cookie not in environ.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in environ
        )

    def _name_of(self, environ: Environ) -> str:
        locale = locale_for(environ.get("HTTP_ACCEPT_LANGUAGE", ""), self._locales)
        query = _without_campaign(environ.get("QUERY_STRING", ""))
        return "\n".join((environ.get("HTTP_HOST", ""), locale, environ.get("PATH_INFO", ""), query))

    def _fresh(self, name: str) -> Entry | None:
        entry = self.shelf.get(name)
        if entry is None:
            return None
        if entry.is_over() or not self.freshness.is_fresh(entry.era, entry.made_at, entry.keys):
            self.shelf.drop(name)
            return None
        return entry

    def _made(self, name: str, number: int, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Ask the application, and keep what it marks."""
        era = self.freshness.era
        asked = {name: value for name, value in environ.items() if not name.startswith("HTTP_IF_")}
        asked |= {"REQUEST_METHOD": "GET", WANTED: True}
        answer = _Answer()
        body = answer.read(self._inner(asked, answer.start))
        noted = asked.get(NOTED)
        if noted is None:
            if len(self._unkept) >= MOST_UNKEPT:
                self._unkept.clear()
            self._unkept[name] = number
            return answer.passed_on(environ, start_response, body)
        keys, until, post_id = noted
        entry = Entry(era, number, keys, kept_headers(answer.headers), body, until, post_id)
        self.shelf.put(name, entry)
        return _sent(entry, environ, start_response, "miss")


class _Answer:
    """What an application has answered."""

    def __init__(self) -> None:
        self.said, self._error = "", None
        self.headers: Headers = []

    def start(self, status: str, headers: Headers, error: Any = None) -> Callable[[bytes], None]:
        self.said, self.headers, self._error = status, headers, error
        return lambda _bytes: None

    def read(self, parts: Iterable[bytes]) -> bytes:
        try:
            return b"".join(parts)
        finally:
            if close := getattr(parts, "close", None):
                close()

    def passed_on(self, environ: Environ, start_response: Any, body: bytes) -> Iterable[bytes]:
        start_response(self.said, self.headers, self._error)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _is_file(environ: Environ) -> bool:
    return str(environ.get("PATH_INFO", "")).startswith("/static/")


def _sent(entry: Entry, environ: Environ, start_response: Any, said: str) -> Iterable[bytes]:
    form = entry.form_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    headers = entry.headers_in(form)
    headers.append(("Cache-Status", f"masthead; {said}"))
    if entry.is_known_to(environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE"), form):
        start_response(
            "304 NOT MODIFIED",
            [pair for pair in headers if pair[0] not in ("Content-Type", "Content-Encoding")],
        )
        return []
    body = entry.bytes_in(form)
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@lru_cache(maxsize=4096)
def _without_campaign(query: str) -> str:
    return "&".join(part for part in query.split("&") if not part.startswith(_CAMPAIGN))
