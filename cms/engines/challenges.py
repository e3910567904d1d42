"""Challenges for passkeys: what an authenticator signs, so that its answer is of now and of this browser.

A challenge is a note to ourselves, signed: nothing is stored when one is given out, however many are asked
for. What is stored is which ones have been answered.
"""

import hashlib
import secrets
from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from cms.extensions import db
from cms.models import SpentChallenge, now

LIFETIME = timedelta(minutes=10)


def new_challenge(purpose: str, browser: str) -> bytes:
    """For one purpose, in the browser whose session holds this text."""
    return str(_signer().dumps([purpose, browser, secrets.token_urlsafe(16)])).encode("ascii")


def spend(challenge: bytes, purpose: str, browser: str) -> bool:
    """Whether it was given out for this, lately, and is answered for the first time; it never is again."""
    try:
        noted = _signer().loads(challenge, max_age=int(LIFETIME.total_seconds()))
    except BadSignature:  # or too old
        return False
    if noted[:2] != [purpose, browser]:
        return False
    db.session.execute(delete(SpentChallenge).where(SpentChallenge.expires_at <= now()))
    try:
        with db.session.begin_nested():
            digest = hashlib.sha256(challenge).hexdigest()
            db.session.add(SpentChallenge(digest=digest, expires_at=now() + LIFETIME))
    except IntegrityError:
        return False
    return True


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="passkey-challenge")
