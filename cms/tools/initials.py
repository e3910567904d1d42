"""Initials and a colour for people without a picture."""

import unicodedata
from zlib import crc32

SHADES = 8
ROOM = 2  # letters


def initials_of(name: str) -> str:
    """The first letters of the first and the last word; one in scripts that have no capitals."""
    words = [word for word in map(_first_letter, name.split()) if word]
    if not words:
        return "?"
    ends = words[:1] if len(words) == 1 or not _has_case(words[0]) else [words[0], words[-1]]
    return "".join(ends)[: ROOM * 2]


def shade_of(handle: str) -> int:
    """Which of the colours is the person's: always the same for a handle."""
    return crc32(handle.encode("utf-8", "surrogatepass")) % SHADES


def _first_letter(word: str) -> str:
    for place, character in enumerate(word):
        if character.isalnum():
            return (character + _marks(word[place + 1 :])).upper()
    return ""


def _marks(rest: str) -> str:
    """What belongs to the letter before: the first accent written apart from it."""
    return rest[0] if rest and unicodedata.combining(rest[0]) else ""


def _has_case(letter: str) -> bool:
    return letter.upper() != letter.lower()
