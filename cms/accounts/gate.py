"""What is looked at first: the way back, the shape of JSON, whether anybody may register."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict

from cms.accounts.letters import render
from cms.engines.settings import setting
from cms.tools.html import has_controls
from cms.web.errors import error_page
from cms.web.uploads import accepted_files

SECURITY, OWN_PAGES = "security", "accounts"


def init_app(app: Flask) -> None:
    """Stand before every request to the pages of accounts."""
    app.before_request(check)
    app.after_request(keep_private)


def check() -> ResponseReturnValue | None:
    """Refuse what no form sends, and forget a way back that leads off the site."""
    if request.blueprint not in (SECURITY, OWN_PAGES):
        return None
    if request.is_json and request.content_length:
        _require_flat(_json())
    if set(request.files) - accepted_files():
        abort(400)
    if request.blueprint == OWN_PAGES:
        return None
    request.args = _without_foreign_next(request.args)
    request.form = _without_foreign_next(request.form)
    if request.endpoint == "security.register" and not setting("registration_open"):
        return _registration_closed()
    return None


def keep_private(response: Response) -> Response:
    """No cache keeps what belongs to one person, nor a page with a link's secret in its address."""
    if request.blueprint in (SECURITY, OWN_PAGES):
        response.headers["Cache-Control"] = "private, no-store"
    return response


def is_local(target: str) -> bool:
    """Whether a redirect there stays on this site, however leniently a browser reads it."""
    return (
        target.startswith("/")
        and not target.startswith("//")
        and "\\" not in target
        and not any(character <= " " or character == "\x7f" for character in target)
    )


def _without_foreign_next(values: Any) -> ImmutableMultiDict[str, str]:
    pairs: Iterable[tuple[str, str]] = values.items(multi=True)
    return ImmutableMultiDict((key, value) for key, value in pairs if key != "next" or is_local(value))


def _json() -> Any:
    try:
        return request.get_json()
    except RecursionError:  # brackets, thousands deep
        abort(400)


def _require_flat(data: Any) -> None:
    """One object of plain values: Flask-Security takes that for granted."""
    if not isinstance(data, dict) or "next" in data or not all(_is_plain(value) for value in data.values()):
        abort(400)


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, bool) or (isinstance(value, str) and not has_controls(value))


def _registration_closed() -> ResponseReturnValue:
    sentence = _("This site takes no new accounts at the moment.")
    if request.is_json or request.accept_mimetypes.best == "application/json":
        return error_page(403, _("Registration is closed"), sentence)
    return render("accounts/registration_closed.html", sentence=sentence), 403
