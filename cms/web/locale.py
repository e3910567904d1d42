"""Which language and time zone an answer is in: the profile's, else the browser's, else the site's."""

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, negotiate_locale
from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, LazyString, get_locale
from flask_login import current_user
from markupsafe import Markup, escape
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from cms.engines.settings import setting


def as_html(text: LazyString) -> Markup:
    """A lazy text in a template. Flask-Babel takes it for HTML; ours may hold what somebody typed."""
    return escape(str(text))


LazyString.__html__ = as_html  # type: ignore[method-assign]


def init_app(app: Flask, babel: Babel) -> None:
    """Choose language and zone for every request; give templates locale_code() and text_direction()."""
    babel.init_app(app, locale_selector=choose_locale, timezone_selector=choose_timezone)
    app.jinja_env.globals.update(
        locale_code=locale_code, text_direction=text_direction, direction_of=direction_of
    )


def choose_locale() -> str:
    """A language we have; what a profile or a browser asks for beyond those is passed over."""
    locales = current_app.config["LOCALES"]
    if not has_request_context():
        return str(locales[0])
    own = _own("locale")
    if own in locales:
        return str(own)
    return locale_for(request.headers.get("Accept-Language", ""), tuple(locales))


@lru_cache(maxsize=1024)
def locale_for(accepted: str, locales: tuple[str, ...]) -> str:
    """The one of our languages that suits an Accept-Language header best."""
    wanted = [code.replace("-", "_") for code, _ in parse_accept_header(accepted, LanguageAccept)]
    found = (negotiate_locale(wanted, locales) or "").lower()
    return next((code for code in locales if code.lower() == found), locales[0])


def choose_timezone() -> str:
    """The person's zone, or the site's."""
    own = _own("timezone") or setting("site_timezone")
    try:
        ZoneInfo(own)
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
    return str(own)


def locale_code() -> str:
    """The language of the answer as a `lang` attribute wants it: pt-BR rather than pt_BR."""
    return str(get_locale() or "en").replace("_", "-")


def text_direction() -> str:
    """ltr or rtl, for the answer's language."""
    return direction_of(locale_code())


def direction_of(code: str) -> str:
    """ltr or rtl, for any language code; an unknown one is taken for left to right."""
    try:
        return Locale.parse(code, sep="-").text_direction
    except ValueError:
        return "ltr"


def _own(name: str) -> str | None:
    # Static files and error pages of a failed database must not load the user just to pick a language.
    if not has_request_context() or request.endpoint == "static" or not current_user:
        return None
    return getattr(current_user, name, None)
