"""Slugs: the part of an address that tells what it leads to."""

from collections.abc import Callable
from itertools import count

from slugify import slugify

LONGEST = 180  # characters; leaves room for a number behind it


def slug_of(text: str, fallback: str = "untitled", longest: int = LONGEST) -> str:
    """Latin letters, digits and hyphens from any script; `fallback` when nothing readable is left."""
    return slugify(text, max_length=longest, word_boundary=True) or fallback


def first_free(slug: str, taken: Callable[[str], bool]) -> str:
    """The slug itself, or with the lowest number from 2 up behind it that is not taken."""
    if not taken(slug):
        return slug
    return next(numbered for n in count(2) if not taken(numbered := f"{slug}-{n}"))
