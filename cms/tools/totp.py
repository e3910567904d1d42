"""Codes of authenticator apps: RFC 6238 with what all apps know, SHA-1, six digits, 30 seconds."""

import base64
import hmac
import secrets
import struct
from urllib.parse import quote, urlencode

DIGITS = 6
PERIOD = 30  # seconds
SECRET_BYTES = 20  # as many as SHA-1 has, as RFC 4226 advises


def new_secret() -> str:
    """A random secret in base32, as people can type it."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def step_at(moment: float) -> int:
    """The number of the period that this moment, in seconds since 1970, lies in."""
    return int(moment) // PERIOD


def code_at(secret: str, step: int) -> str:
    """The code that an app shows during that period."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(code: str, secret: str, moment: float, window: int = 1) -> int | None:
    """The step whose code this is, at most `window` periods from the moment; None for a wrong code.

    Takes as long for a right code as for a wrong one.
    """
    typed = "".join(code.split()).encode("utf-8", "replace")
    around = step_at(moment)
    found = [
        step
        for step in range(max(0, around - window), around + window + 1)
        if hmac.compare_digest(code_at(secret, step).encode(), typed)
    ]
    return found[-1] if found else None


def address_of(secret: str, account: str, issuer: str) -> str:
    """The otpauth:// address that the picture for the app's camera holds."""
    label = f"{quote(issuer.replace(':', ' '), safe='')}:{quote(account, safe='')}"
    parameters = {"secret": secret, "issuer": issuer, "algorithm": "SHA1", "digits": DIGITS, "period": PERIOD}
    return f"otpauth://totp/{label}?{urlencode(parameters, quote_via=quote)}"


def in_groups(secret: str) -> str:
    """The secret as it is easily read and typed."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
