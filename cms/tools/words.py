"""The words of a text as a search compares them: no capitals, no accents; pairs where nothing parts words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

LONGEST = 40  # characters of a word that count

_VOICING = "\u3099\u309a"  # another letter in Japanese, no accent
_LETTERS = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ـ": ""}
_PLAIN = str.maketrans(_LETTERS)
# Scripts that put no spaces between words, and Korean, which glues its particles to them.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)


def _class_of(categories: set[str]) -> str:
    """The characters of these Unicode categories as ranges of a character class."""
    ranges: list[list[int]] = []
    for point in range(0x300, 0x10000):
        if unicodedata.category(chr(point)) in categories:
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_SIGN = rf"[^\W_][{_class_of({'Mn', 'Mc'})}\u0640]*"  # a letter or digit with what hangs on it
_WORD = re.compile(f"(?:{_SIGN})+")
_SIGNS = re.compile(_SIGN)
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_RUN = re.compile(rf"(?:(?=[{_UNSPACED}]){_SIGN})+|(?:(?![{_UNSPACED}]){_SIGN})+")


def words_in(text: str) -> list[str]:
    """The words in order, plain."""
    return [word for _start, _end, word in pieces(text)]


def pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word with where it stands; of a run without spaces each pair of letters, then the last letter."""
    for found in _WORD.finditer(text):
        if _HAS_UNSPACED.search(found.group()):
            yield from _parted(found.group(), found.start())
        elif word := plain(found.group()):
            yield *found.span(), word


def is_unspaced(word: str) -> bool:
    """Whether it is written in a script without spaces between words."""
    return bool(_HAS_UNSPACED.match(word))


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """Without capitals and accents; letters and digits alone, cut to LONGEST."""
    if word.isascii():
        return word.lower()[:LONGEST]
    parts = unicodedata.normalize("NFKD", word.casefold()).casefold().translate(_PLAIN)
    bare = "".join(part for part in parts if part in _VOICING or unicodedata.category(part) != "Mn")
    whole = unicodedata.normalize("NFC", bare)
    return "".join(sign for sign in whole if sign.isalnum())[:LONGEST]


def _parted(word: str, offset: int) -> Iterator[tuple[int, int, str]]:
    for run in _RUN.finditer(word):
        start, end = run.start() + offset, run.end() + offset
        if is_unspaced(run.group()):
            yield from _pairs(run.group(), start)
        elif simple := plain(run.group()):
            yield start, end, simple


def _pairs(run: str, offset: int) -> Iterator[tuple[int, int, str]]:
    signs = [
        (sign.start() + offset, sign.end() + offset, simple)
        for sign in _SIGNS.finditer(run)
        if (simple := plain(sign.group()))  # a mark of voicing that stands alone is no letter
    ]
    for (start, _, first), (_, end, second) in pairwise(signs):
        yield start, end, first + second
    yield from signs[-1:]
