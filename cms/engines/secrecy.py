"""What the database shall not tell by itself: sealed texts and keyed digests, under keys of SECRET_KEY."""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


class Unreadable(Exception):
    """Sealed under a key that this installation no longer has."""


def seal(text: str, purpose: str) -> str:
    """The text so that only this installation reads it again, for the same purpose."""
    return _fernet(purpose).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, purpose: str) -> str:
    """The text that seal() was given. Raises Unreadable."""
    try:
        return _fernet(purpose).decrypt(sealed).decode()
    except InvalidToken as error:
        raise Unreadable(purpose) from error


def digests(text: str, purpose: str) -> list[str]:
    """The keyed digest of a text, then those under keys of before; to be found again, and not turned back."""
    return [hmac.new(key, text.encode(), "sha256").hexdigest() for key in _keys(purpose)]


def _fernet(purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in _keys(purpose)])


def _keys(purpose: str) -> list[bytes]:
    """The present key first. Those of SECRET_KEY_FALLBACKS still open what they have sealed."""
    config = current_app.config
    secrets = (config["SECRET_KEY"], *(config.get("SECRET_KEY_FALLBACKS") or ()))
    return [_derived(str(secret), purpose) for secret in secrets]


def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode())
