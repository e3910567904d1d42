"""Where the words of a search stand in a text: the passage around the first one, and all of them marked."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

LENGTH = 240  # characters


def passage(text: str, words: Sequence[str], length: int = LENGTH) -> str:
    """About `length` characters around the first word found, else the beginning; cut between words."""
    found = _pattern(words).search(text) if words else None
    start = max(0, found.start() - length // 3) if found else 0
    if start:
        start = text.find(" ", start, start + length // 3) + 1 or start
    end = start + length
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + length // 2)
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def marked(text: str, words: Sequence[str]) -> Markup:
    """The text escaped, each of the words in a <mark>."""
    if not words:
        return escape(text)
    # Splitting by a group that captures gives what was found at every odd place.
    pieces = _pattern(words).split(text)
    return Markup().join(
        Markup("<mark>{}</mark>").format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})", re.IGNORECASE)
