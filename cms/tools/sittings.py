"""The token of a sitting: one opening of a form, until it is saved or left."""

import re
import secrets

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,43}", re.ASCII)


def new_sitting() -> str:
    """A token that nobody has had."""
    return secrets.token_urlsafe(16)


def is_sitting(text: str) -> bool:
    """Whether it may be such a token."""
    return bool(_TOKEN.fullmatch(text))
