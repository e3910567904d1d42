"""An address without an account costs as much work as one with: the time tells nothing either."""

from typing import Any

from flask_security.utils import hash_data, hash_password

from cms.accounts.letters import render
from cms.models import User

NOBODY = "nobody"
TOKENS = ("confirmation_token", "reset_token", "token")


def as_if_mailed(template: str, address: str, **more: Any) -> None:
    """Write the letter that a known address would get, and throw it away."""
    nobody = User(email=address, handle=NOBODY, name="", fs_uniquifier=NOBODY)
    words: dict[str, Any] = {**dict.fromkeys(TOKENS, hash_data(address)), **more}
    for suffix in (".txt", ".html"):
        render(f"{template}{suffix}", user=nobody, **words)


def take_as_long_as_a_password() -> None:
    """Hash something slowly, so that what little is left of a difference drowns in it."""
    hash_password("as long as for every other address")
