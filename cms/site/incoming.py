"""Addresses and their arguments as they come in: read with care, since anybody may type anything."""

from flask import abort, g, request

from cms.tools.html import has_controls
from cms.tools.numbers import LARGEST_KEY


def refuse_unreadable() -> None:
    """Nothing stands at an address with characters that no database can hold."""
    if has_controls(request.path):
        abort(404)


def path_asked() -> str:
    """The path of the page that is asked for; a preview of the whole site has it behind its own."""
    return str(g.get("path_asked", request.path))


def query_given() -> str:
    """The query as it was sent."""
    return request.query_string.decode("ascii", "replace")


def number_given(name: str, low: int = 1, high: int = LARGEST_KEY) -> int:
    """An argument as a number between the bounds; what is no number counts as the lowest."""
    text = request.values.get(name, "")
    if not (text.isascii() and text.isdigit()):
        return low
    return min(max(int(text[:12]), low), high)
