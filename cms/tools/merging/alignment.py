"""Where two sequences agree, in time that grows with their length and not with its square."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Pair = tuple[int, int]
Range = tuple[int, int, int, int]
Rank = Callable[[str], int]

# difflib takes cubic time at worst, so it sees only small stretches: at most this many possible pairs.
_SMALL = 1024
# How often a stretch is parted by what is unique in it, before the rest counts as different.
_ROUNDS = 24


def one_rank(_: str) -> int:
    return 0


class Edit(NamedTuple):
    """base[low:high] became side[start:end]."""

    low: int
    high: int
    start: int
    end: int


def edits(base: Sequence[str], side: Sequence[str], rank: Rank = one_rank) -> list[Edit]:
    """What one side did to the base, in order; two edits never touch each other."""
    gaps = []
    low = start = 0
    for i, j in [*aligned(base, side, rank), (len(base), len(side))]:
        if (low, start) != (i, j):
            gaps.append(_trimmed(base, side, Edit(low, i, start, j)))
        low, start = i + 1, j + 1
    return [gap for gap in gaps if gap.low < gap.high or gap.start < gap.end]


def aligned(a: Sequence[str], b: Sequence[str], rank: Rank = one_rank) -> list[Pair]:
    """Pairs of places that hold the same, in order.

    What ranks 0 is matched first, what ranks 1 fits in between, white space follows what stands beside it.
    """
    whole = (0, len(a), 0, len(b))
    words = _ranked(a, b, whole, rank, 0)
    others = [pair for gap in _between(words, whole) for pair in _ranked(a, b, gap, rank, 1)]
    return _with_spaces(sorted(words + others), a, b)


def _ranked(a: Sequence[str], b: Sequence[str], stretch: Range, rank: Rank, level: int) -> list[Pair]:
    a_low, a_high, b_low, b_high = stretch
    some_a = [place for place in range(a_low, a_high) if not a[place].isspace() and rank(a[place]) == level]
    some_b = [place for place in range(b_low, b_high) if not b[place].isspace() and rank(b[place]) == level]
    pairs = matching([a[place] for place in some_a], [b[place] for place in some_b])
    return [(some_a[i], some_b[j]) for i, j in pairs]


def matching(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Pair]:
    """Pairs of places that hold the same, in order: around what is unique in both, then between."""
    pairs: list[Pair] = []
    stretches: list[tuple[Range, int]] = [((0, len(a), 0, len(b)), _ROUNDS)]
    while stretches:
        stretch, rounds = stretches.pop()
        ends, (a_low, a_high, b_low, b_high) = _ends(a, b, stretch)
        pairs += ends
        if a_low == a_high or b_low == b_high:
            continue
        anchors = _anchors(a, b, (a_low, a_high, b_low, b_high)) if rounds else []
        if anchors:
            pairs += anchors
            stretches += [(gap, rounds - 1) for gap in _between(anchors, (a_low, a_high, b_low, b_high))]
        elif (a_high - a_low) * (b_high - b_low) <= _SMALL:
            pairs += _closely(a, b, (a_low, a_high, b_low, b_high))
    return sorted(pairs)


def _ends(a: Sequence[Hashable], b: Sequence[Hashable], stretch: Range) -> tuple[list[Pair], Range]:
    """The pairs at both ends of a stretch, and what is left of it."""
    a_low, a_high, b_low, b_high = stretch
    pairs = []
    while a_low < a_high and b_low < b_high and a[a_low] == b[b_low]:
        pairs.append((a_low, b_low))
        a_low, b_low = a_low + 1, b_low + 1
    while a_low < a_high and b_low < b_high and a[a_high - 1] == b[b_high - 1]:
        a_high, b_high = a_high - 1, b_high - 1
        pairs.append((a_high, b_high))
    return pairs, (a_low, a_high, b_low, b_high)


def _anchors(a: Sequence[Hashable], b: Sequence[Hashable], stretch: Range) -> list[Pair]:
    """The longest run of pairs, in order in both, of what occurs once in either stretch."""
    a_low, a_high, b_low, b_high = stretch
    often_a, often_b = Counter(a[a_low:a_high]), Counter(b[b_low:b_high])
    places = {b[j]: j for j in range(b_low, b_high) if often_b[b[j]] == 1}
    unique = [(i, places[a[i]]) for i in range(a_low, a_high) if often_a[a[i]] == 1 and a[i] in places]
    return _rising(unique)


def _rising(pairs: list[Pair]) -> list[Pair]:
    """The longest selection of pairs whose second places rise too."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(tails, j)
        tails[length : length + 1] = [j]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else -1)
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _between(anchors: list[Pair], stretch: Range) -> Iterator[Range]:
    a_low, a_high, b_low, b_high = stretch
    for i, j in [*anchors, (a_high, b_high)]:
        if a_low < i and b_low < j:
            yield a_low, i, b_low, j
        a_low, b_low = i + 1, j + 1


def _closely(a: Sequence[Hashable], b: Sequence[Hashable], stretch: Range) -> Iterator[Pair]:
    a_low, a_high, b_low, b_high = stretch
    matcher = SequenceMatcher(None, a[a_low:a_high], b[b_low:b_high], autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        yield from ((a_low + i + step, b_low + j + step) for step in range(size))


def _with_spaces(pairs: list[Pair], a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    whole: list[Pair] = []
    for i, j in pairs:
        behind = whole[-1] if whole else (-1, -1)
        if behind[0] < i - 1 and behind[1] < j - 1 and _same_space(a, b, i - 1, j - 1):
            whole.append((i - 1, j - 1))
        whole.append((i, j))
        if i + 1 < len(a) and j + 1 < len(b) and _same_space(a, b, i + 1, j + 1):
            whole.append((i + 1, j + 1))
    return whole


def _same_space(a: Sequence[str], b: Sequence[str], i: int, j: int) -> bool:
    return a[i] == b[j] and a[i].isspace()


def _trimmed(base: Sequence[str], side: Sequence[str], edit: Edit) -> Edit:
    _, (low, high, start, end) = _ends(base, side, (edit.low, edit.high, edit.start, edit.end))
    return Edit(low, high, start, end)
