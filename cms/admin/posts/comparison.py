"""What differs between two texts, word by word where that is quick enough."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

MOST_WORDS = 1500  # of both texts together; beyond that whole lines are compared
MOST_LINES = 5000

_WORD = re.compile(r"\s+|[^\s<>]+|[<>]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Piece(NamedTuple):
    """A stretch of text that both have, that is gone, or that is new."""

    kind: Literal["same", "gone", "new"]
    text: str


def difference(before: str, after: str) -> list[Piece] | None:
    """The pieces in order; None when the texts are too long to compare while somebody waits."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    if len(old) + len(new) > MOST_LINES:
        return None
    return list(_by_lines(old, new))


def _by_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, fresh = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            yield Piece("same", gone)
        else:
            yield from _by_words(gone, fresh)


def _by_words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = [before], [after]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, fresh = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            yield Piece("same", gone)
            continue
        if gone:
            yield Piece("gone", gone)
        if fresh:
            yield Piece("new", fresh)
