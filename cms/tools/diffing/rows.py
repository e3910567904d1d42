"""Two texts laid beside each other, block by block."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from cms.tools.diffing.blocks import Block
from cms.tools.diffing.pairing import paired
from cms.tools.diffing.pieces import Change, Piece, pieces_between, shape_changes

# With fewer words than these, standing somewhere else says nothing.
LEAST_MOVED = 3


class State(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"


@dataclass(frozen=True)
class Row:
    """What stands on either side; `move` counts the moves from 1, the same at both of its ends."""

    state: State
    before: Block | None
    after: Block | None
    move: int = 0

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The words in order, with those that are gone and those that are new."""
        return tuple(pieces_between(self.before, self.after))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed about the block as a whole."""
        return shape_changes(self.before.shape, self.after.shape) if self.before and self.after else ()


def rows_between(before: Sequence[Block], after: Sequence[Block]) -> list[Row]:
    """Every block of both, in order: left out the missing ones, either side is the text again."""
    pairs = paired(before, after)
    moved = _moved(before, after, pairs)
    away = {i: number for number, (i, _) in enumerate(moved, 1)}
    here = {j: number for number, (_, j) in enumerate(moved, 1)}
    rows: list[Row] = []
    low = start = 0
    for i, j in [*pairs, (len(before), len(after))]:
        rows += (_gone(before[place], away.get(place, 0)) for place in range(low, i))
        rows += (_new(after[place], here.get(place, 0)) for place in range(start, j))
        if i < len(before):
            rows.append(_both(before[i], after[j]))
        low, start = i + 1, j + 1
    return rows


def _both(before: Block, after: Block) -> Row:
    return Row(State.SAME if before == after else State.CHANGED, before, after)


def _gone(block: Block, move: int) -> Row:
    return Row(State.MOVED_AWAY if move else State.REMOVED, block, None, move)


def _new(block: Block, move: int) -> Row:
    return Row(State.MOVED_HERE if move else State.ADDED, None, block, move)


def _moved(
    before: Sequence[Block], after: Sequence[Block], pairs: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Blocks that stand elsewhere as they were, each once on either side."""
    firsts, seconds = ({pair[side] for pair in pairs} for side in (0, 1))
    gone = _unique(before, (place for place in range(len(before)) if place not in firsts))
    new = _unique(after, (place for place in range(len(after)) if place not in seconds))
    return sorted((place, new[block]) for block, place in gone.items() if block in new)


def _unique(blocks: Sequence[Block], places: Iterable[int]) -> dict[Block, int]:
    found = [place for place in places if _is_told_apart(blocks[place])]
    often = Counter(blocks[place] for place in found)
    return {blocks[place]: place for place in found if often[blocks[place]] == 1}


def _is_told_apart(block: Block) -> bool:
    return len(block.words) >= LEAST_MOVED or any(run.media for run in block.runs)


@dataclass(frozen=True)
class Fold:
    """Rows that nobody needs to read: nothing changed in or near them."""

    rows: tuple[Row, ...]


def folded(rows: Sequence[Row], around: int = 1, least: int = 3) -> Iterator[Row | Fold]:
    """The rows, with unchanged stretches folded but for some rows beside each change."""
    near = _near(rows, around)
    place = 0
    while place < len(rows):
        end = place
        while end < len(rows) and end not in near:
            end += 1
        if end - place >= least:
            yield Fold(tuple(rows[place:end]))
        else:
            yield from rows[place:end]
        yield from rows[end : end + 1]
        place = end + 1


def _near(rows: Sequence[Row], around: int) -> set[int]:
    changed = [place for place, row in enumerate(rows) if row.state is not State.SAME]
    return {near for place in changed for near in range(place - around, place + around + 1)}
