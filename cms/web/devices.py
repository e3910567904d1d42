"""The devices that an account was opened on: known by a signed cookie, which opens nothing by itself."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Any

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

NAME = "device"
LASTS = timedelta(days=400)  # the longest that browsers keep a cookie
MOST_ACCOUNTS = 10


def device_of(account: str) -> str | None:
    """What this browser is called among those that opened the account before; None for a strange one."""
    known = _read()
    return str(known["id"]) if _mark(account) in known["accounts"] else None


def remember(account: str) -> None:
    """Know this browser again: its person has just signed in to the account."""
    known = _read()
    others = [mark for mark in known["accounts"] if mark != _mark(account)]
    known["accounts"] = [_mark(account), *others][:MOST_ACCOUNTS]
    value = _signer().dumps(known)

    @after_this_request
    def give(response: Response) -> Response:
        response.set_cookie(
            cookie_name(),
            value,
            max_age=LASTS,
            httponly=True,
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            samesite="Lax",
        )
        return response


def cookie_name() -> str:
    """Over TLS with the prefix that keeps other hosts from setting it."""
    return f"__Host-{NAME}" if current_app.config["SESSION_COOKIE_SECURE"] else NAME


def _read() -> dict[str, Any]:
    try:
        known = _signer().loads(request.cookies.get(cookie_name(), ""), max_age=int(LASTS.total_seconds()))
    except BadSignature:
        known = {"id": secrets.token_urlsafe(12), "accounts": []}
    return dict(known)


def _mark(account: str) -> str:
    # Of no use to whoever reads the cookie: no address stands in it.
    key = str(current_app.config["SECRET_KEY"]).encode()
    text = f"device|{account}".encode("utf-8", "surrogatepass")
    return hmac.new(key, text, "sha256").hexdigest()[:16]


def _signer() -> URLSafeTimedSerializer:
    signing = {"digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], "device", signer_kwargs=signing)
