"""The text of two revisions beside each other, in parts that a page can hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cms.tools.diffing import Block, Fold, Row, State, diff_bodies, folded

# What one page shows at most; a longer comparison goes on on the next.
MOST_CHANGES = 150
MOST_CHARACTERS = 120_000
# A longer fold says how long it is and holds nothing: the previews show the whole text.
LONGEST_FOLD = 20_000


@dataclass(frozen=True)
class Shown:
    """`number` counts the changes of the whole text from 1; 0 for what is the same."""

    row: Row | Fold
    number: int = 0

    @property
    def fold(self) -> Fold | None:
        return self.row if isinstance(self.row, Fold) else None

    @property
    def is_whole(self) -> bool:
        """Whether what is folded can be shown here."""
        return length_of(self.row) <= LONGEST_FOLD

    @property
    def weight(self) -> int:
        return length_of(self.row) if self.is_whole or not self.fold else 0


@dataclass(frozen=True)
class Part:
    """One page of a comparison; `number` and `count` say which, `changes` how many there are altogether."""

    shown: list[Shown]
    number: int
    count: int
    changes: int

    @property
    def first(self) -> int:
        return next((it.number for it in self.shown if it.number), 0)

    @property
    def last(self) -> int:
        return max((it.number for it in self.shown), default=0)


def compared(before: str, after: str, part: int) -> Part | None:
    """The part of this number, from 1; None when there is none."""
    parts = list(_parted(_numbered(folded(diff_bodies(before, after))))) or [[]]
    if not 1 <= part <= len(parts):
        return None
    changes = max((it.number for some in parts for it in some), default=0)
    return Part(parts[part - 1], part, len(parts), changes)


def length_of(row: Row | Fold) -> int:
    """Characters of its words, on both sides."""
    if isinstance(row, Fold):
        return sum(map(length_of, row.rows)) // 2
    return sum(len(block.key) for block in (row.before, row.after) if isinstance(block, Block))


def _numbered(rows: Iterable[Row | Fold]) -> Iterator[Shown]:
    number = 0
    for row in rows:
        is_change = isinstance(row, Row) and row.state is not State.SAME
        number += is_change
        yield Shown(row, number if is_change else 0)


def _parted(shown: Iterable[Shown]) -> Iterator[list[Shown]]:
    part: list[Shown] = []
    changes = weight = 0
    for it in shown:
        changes, weight = changes + bool(it.number), weight + it.weight
        if part and (changes > MOST_CHANGES or weight > MOST_CHARACTERS):
            yield part
            part, changes, weight = [], int(bool(it.number)), it.weight
        part.append(it)
    if part:
        yield part
