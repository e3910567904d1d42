"""Which block of one text became which of another, in order, in time that grows with their number alone."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from cms.tools.diffing.blocks import Block
from cms.tools.merging.alignment import matching

Pair = tuple[int, int]

# Blocks with at least this share of their words in common are one block, changed.
ALIKE = 0.4
# Within stretches of at most this many possible pairs, all of them are compared.
_SMALL = 400
# In longer ones, blocks that begin or end with these many same words are one.
_EDGE = 4


class _Stretch(NamedTuple):
    low: int
    high: int
    start: int
    end: int

    @property
    def size(self) -> int:
        return (self.high - self.low) * (self.end - self.start)


def paired(before: Sequence[Block], after: Sequence[Block]) -> list[Pair]:
    """Places of blocks that belong together: those that say the same, then those that are alike."""
    whole = _Stretch(0, len(before), 0, len(after))
    same = matching([block.key for block in before], [block.key for block in after])
    alike = [pair for gap in _gaps(same, whole) for pair in _alike(before, after, gap)]
    return sorted([*same, *alike])


def _alike(before: Sequence[Block], after: Sequence[Block], gap: _Stretch) -> Iterator[Pair]:
    if gap.size <= _SMALL:
        yield from _best(before, after, gap)
        return
    edges = _by_edges(before, after, gap)
    yield from edges
    for rest in _gaps(edges, gap):
        if rest.size <= _SMALL:
            yield from _best(before, after, rest)
        elif rest.high - rest.low == rest.end - rest.start:
            yield from _one_by_one(before, after, rest)


def _by_edges(before: Sequence[Block], after: Sequence[Block], gap: _Stretch) -> list[Pair]:
    """Those with the same first words, and between them those with the same last ones."""
    firsts = _matched(before, after, gap, slice(0, _EDGE))
    lasts = [
        pair for rest in _gaps(firsts, gap) for pair in _matched(before, after, rest, slice(-_EDGE, None))
    ]
    return sorted([*firsts, *lasts])


def _matched(before: Sequence[Block], after: Sequence[Block], gap: _Stretch, part: slice) -> list[Pair]:
    def edges(blocks: Sequence[Block], side: int) -> list[Hashable]:
        # What is too short to have an edge is like nothing.
        return [
            block.words[part] if len(block.words) > _EDGE else (side, number)
            for number, block in enumerate(blocks)
        ]

    some = matching(edges(before[gap.low : gap.high], 0), edges(after[gap.start : gap.end], 1))
    return [(gap.low + i, gap.start + j) for i, j in some]


def _one_by_one(before: Sequence[Block], after: Sequence[Block], gap: _Stretch) -> Iterator[Pair]:
    for i, j in zip(range(gap.low, gap.high), range(gap.start, gap.end), strict=True):
        if likeness(before[i], after[j]) >= ALIKE:
            yield i, j


def _best(before: Sequence[Block], after: Sequence[Block], gap: _Stretch) -> Iterator[Pair]:
    """The pairs, in order on both sides, that have most in common altogether."""
    width = gap.end - gap.start
    alike = {
        (i, j): share
        for i in range(gap.low, gap.high)
        for j in range(gap.start, gap.end)
        if (share := likeness(before[i], after[j])) >= ALIKE
    }
    best = [[0.0] * (width + 1) for _ in range(gap.high - gap.low + 1)]
    for i in range(gap.high - 1, gap.low - 1, -1):
        for j in range(gap.end - 1, gap.start - 1, -1):
            row, at = i - gap.low, j - gap.start
            taken = alike[i, j] + best[row + 1][at + 1] if (i, j) in alike else 0.0
            best[row][at] = max(taken, best[row + 1][at], best[row][at + 1])
    i, j = gap.low, gap.start
    while i < gap.high and j < gap.end:
        row, at = i - gap.low, j - gap.start
        if (i, j) in alike and best[row][at] == alike[i, j] + best[row + 1][at + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[row][at] == best[row + 1][at]:
            i += 1
        else:
            j += 1


def likeness(block: Block, other: Block) -> float:
    """The share of words that both have, from 0 to 1; a picture in the place of another is half the same."""
    longest = max(len(block.words), len(other.words))
    if not longest:
        return float(block.shape.kind == other.shape.kind)
    if min(len(block.words), len(other.words)) < ALIKE * longest:
        return 0.0
    shared = (Counter(block.words) & Counter(other.words)).total() / longest
    return max(shared, 0.5 * (_only_media(block) and _only_media(other)))


def _only_media(block: Block) -> bool:
    return all(run.media or run.text.isspace() for run in block.runs)


def _gaps(pairs: Sequence[Pair], whole: _Stretch) -> Iterator[_Stretch]:
    low, start = whole.low, whole.start
    for i, j in [*pairs, (whole.high, whole.end)]:
        if low < i and start < j:
            yield _Stretch(low, i, start, j)
        low, start = i + 1, j + 1
