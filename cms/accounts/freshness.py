"""Before acts that give rights away or take accounts over, people prove again who they are.

The form that was sent is shown nowhere and lost nowhere: it waits, hidden, in the page that asks for the
password, and goes on to where it was sent together with the password.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import verify_password
from flask_security.proxies import _security

from cms.accounts.sign_ins import renew_key
from cms.extensions import db
from cms.models import now
from cms.rules.sign_ins import FRESH_ENDPOINTS, FRESH_FOR
from cms.rules.throttling import Purpose
from cms.web.logins import current_login
from cms.web.throttling import attempt

FIELD = "verify_password"
UNCARRIED = (FIELD, "csrf_token")
NOTHING: Mapping[str, str] = {}


def init_app(app: Flask) -> None:
    """Stand before every request that changes something."""
    app.before_request(ask_for_proof)


def ask_for_proof() -> ResponseReturnValue | None:
    """Let pass who proved who they are a moment ago, or proves it now; ask the others."""
    if request.endpoint not in FRESH_ENDPOINTS or request.method != "POST":
        return None
    login = current_login()
    if login is None or login.is_fresh(now(), FRESH_FOR):
        return None
    typed = _typed()
    if not typed:
        return _question()
    tried = attempt(Purpose.OWN_PASSWORD, current_user.email)
    if tried.held:
        return _question(tried.sentence, 429, tried.headers)
    if not _is_own_password(typed):
        return _question(_("That is not your password. Type it again."))
    renew_key()
    tried.passed()
    db.session.commit()  # whatever becomes of the act itself
    return None


def _typed() -> str:
    sent: Any = request.get_json(silent=True) if request.is_json else request.form
    return str(sent.get(FIELD) or "") if hasattr(sent, "get") else ""


def _is_own_password(typed: str) -> bool:
    normal = _security.password_util.normalize(typed)
    return bool(current_user.password) and bool(verify_password(normal, current_user.password))


def _question(fault: str = "", code: int = 403, headers: Mapping[str, str] = NOTHING) -> Response:
    if request.is_json or request.accept_mimetypes.best == "application/json":
        sentence = fault or _("This needs your password again: send it along as “%(field)s”.", field=FIELD)
        body = {"error": {"code": code, "message": sentence}, "sentence": sentence}
        return make_response(jsonify(body), code, headers)
    carried = [pair for pair in request.form.items(multi=True) if _may_be_carried(pair[0])]
    page = render_template("accounts/verify.html", fault=fault, carried=carried, field=FIELD)
    answer = make_response(page, code, headers)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _may_be_carried(name: str) -> bool:
    # A password stands in no page: the form asks for it again.
    return name not in UNCARRIED and "password" not in name
