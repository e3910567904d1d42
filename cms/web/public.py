"""The gate before everything that is not public: visitors are asked to sign in."""

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cms.rules.permissions import is_signed_in
from cms.rules.public import PUBLIC_ENDPOINTS


def init_app(app: Flask) -> None:
    """Stand before every request. What somebody who is signed in may do is judged by the screens."""
    app.before_request(require_sign_in)


def require_sign_in() -> ResponseReturnValue | None:
    """Answer as the accounts do to visitors who must sign in: with the way there and back, or 401 in JSON."""
    # An address that leads nowhere has no endpoint: it answers 404 or 405 to everybody.
    if request.endpoint is None or request.endpoint in PUBLIC_ENDPOINTS or is_signed_in(current_user):
        return None
    answer: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    return answer
