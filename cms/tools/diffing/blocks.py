"""What a text is made of, as a reader sees it: blocks of runs, and the words that these are compared by."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from cms.tools.diffing.words import parts_of, words_in


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    TERM = "term"
    DEFINITION = "definition"
    ROW = "row"
    CODE = "code"
    CAPTION = "caption"
    RULE = "rule"


class Mark(NamedTuple):
    """A formatting: bold, link …; `detail` is what it says besides, such as the address of a link."""

    name: str
    detail: str = ""


Marks = frozenset[Mark]
PLAIN: Marks = frozenset()


class Media(NamedTuple):
    """`name` is picture, video or audio; `alt` is None when nothing at all is said about it."""

    name: str
    src: str
    alt: str | None = None


class Run(NamedTuple):
    """A stretch with one formatting; a picture is a run without text."""

    text: str
    marks: Marks = PLAIN
    media: Media | None = None


class Token(NamedTuple):
    """A word, however many formattings it consists of, or a picture."""

    key: str
    runs: tuple[Run, ...]

    @property
    def is_space(self) -> bool:
        return self.key.isspace()

    @property
    def media(self) -> Media | None:
        return self.runs[0].media


class Shape(NamedTuple):
    """`level` is a heading's, or how deep an item lies; `quoted` how many quotations are around it."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    numbered: bool = False
    quoted: int = 0


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item, row of a table … In a row, a tab stands between two cells."""

    shape: Shape
    runs: tuple[Run, ...] = ()

    @cached_property
    def key(self) -> str:
        """What it says, less its formatting: equal keys read alike."""
        return "".join(_key(run) for run in self.runs) or f"\n{self.shape.kind}"

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What likeness is told by: the words, and of a picture its address."""
        words = words_in("".join(run.text or f" {_key(run)} " for run in self.runs))
        return tuple(word for word in words if not word.isspace())

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(_tokens(self.runs))


def _key(run: Run) -> str:
    # No word holds a space, so that no word is ever taken for a picture.
    return f"{run.media.name} {run.media.src}" if run.media else run.text


def _tokens(runs: Iterable[Run]) -> Iterator[Token]:
    for is_media, group in groupby(runs, lambda run: run.media is not None):
        if is_media:
            yield from (Token(_key(run), (run,)) for run in group)
        else:
            yield from _words(list(group))


def _words(runs: Sequence[Run]) -> Iterator[Token]:
    """The words of neighbouring runs; one that a formatting ends within holds a part of each run."""
    at, start = 0, 0
    for word in parts_of("".join(run.text for run in runs)):
        parts, left = [], len(word)
        while left:
            taken = runs[at].text[start : start + left]
            if taken:
                parts.append(Run(taken, runs[at].marks))
            left -= len(taken)
            at, start = (at + 1, 0) if start + len(taken) == len(runs[at].text) else (at, start + len(taken))
        yield Token(word, tuple(parts))
