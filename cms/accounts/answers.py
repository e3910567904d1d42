"""Answers in the place of Flask-Security's: to visitors who must sign in, in JSON, to a form gone stale."""

from typing import Any

from flask import Flask, current_app, flash, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue, ResponseValue
from flask_babel import gettext as _
from flask_security import Security
from flask_security.utils import get_message
from flask_wtf.csrf import CSRFError, generate_csrf

from cms.accounts.gate import is_local
from cms.accounts.reopening import reopened, wants_json
from cms.actions.people import AddressTaken
from cms.web import errors


def init_app(app: Flask, security: Security) -> None:
    """Put our answers in the place of Flask-Security's."""
    security.unauthn_handler(ask_to_sign_in)
    security.login_manager.unauthorized_handler(ask_to_sign_in)
    security.render_json(as_json)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(AddressTaken, as_if_registered)


def ask_to_sign_in(mechanisms: Any = None, headers: Any = None) -> ResponseValue:
    """Lead a visitor to the sign-in page and, after it, back to what they asked for; JSON gets 401."""
    sentence, category = get_message("UNAUTHENTICATED")
    if wants_json():
        return errors.error_page(401, _("Please sign in"), sentence)
    flash(sentence, category)
    return redirect(url_for("security.login", next=_way_back()))


def as_json(payload: dict[str, Any], code: int, headers: dict[str, str] | None, user: Any) -> ResponseValue:
    """Flask-Security's JSON less what tells whether an address has an account."""
    payload.pop("user", None)
    if faults := payload.get("field_errors"):
        payload["field_errors"] = {name or "form": sentences for name, sentences in faults.items()}
    answer = jsonify(meta={"code": code}, response=payload)
    answer.status_code = code
    answer.headers.update(headers or {})
    return answer


def stale_form(error: CSRFError) -> ResponseReturnValue:
    """Show the form again with what was typed, ready to be sent once more."""
    sentence = _("This page was open for too long. Nothing is lost: send it again.")
    return reopened(sentence, 400) or errors.stale_form(error)


def as_if_registered(error: AddressTaken) -> ResponseReturnValue:
    """Two registrations at once with one address: the later one hears what the first one heard."""
    form = current_app.extensions["security"].forms["register_form"].cls()
    if wants_json():
        return as_json({"csrf_token": generate_csrf()}, 200, None, None)
    flash(*get_message("CONFIRM_REGISTRATION", email=str(form.email.data).strip().lower()))
    return redirect(url_for("security.login"))


def _way_back() -> str | None:
    target = errors.same_address()
    return target if target and is_local(target) else None
