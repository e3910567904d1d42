"""Whoever owes a second factor after the days of grace sets it up before anything else."""

from flask import Flask, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cms.accounts.answers import wants_json
from cms.rules.factors import lacks_factor
from cms.rules.permissions import FACTOR_FIRST, is_signed_in
from cms.rules.public import PUBLIC_ENDPOINTS
from cms.web.errors import error_page

OPEN = PUBLIC_ENDPOINTS | {
    f"accounts.{name}"
    for name in ("security", "begin_app", "app", "passkey_options", "add_passkey", "renew_codes")
}


def init_app(app: Flask) -> None:
    app.before_request(require_factor)


def require_factor() -> ResponseReturnValue | None:
    """Lead to the page where it is set up; what would change something else is refused."""
    if request.endpoint is None or request.endpoint in OPEN:
        return None
    if not is_signed_in(current_user) or not lacks_factor(current_user):
        return None
    if request.method not in ("GET", "HEAD") or wants_json():
        return error_page(403, _("You may not do this"), str(FACTOR_FIRST))
    flash(str(FACTOR_FIRST), "error")
    return redirect(url_for("accounts.security"))
