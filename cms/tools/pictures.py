"""Addresses of pictures, as pages of ours can show them."""

from urllib.parse import urlsplit

WITHIN = ("/", "https://")


def is_shown(address: str) -> bool:
    """Whether it is a path on our own site or a whole https address: the content policy allows no other."""
    if not address.startswith(WITHIN) or address.startswith("//") or "\\" in address:
        return False
    if any(character.isspace() for character in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) if parts.scheme else True
