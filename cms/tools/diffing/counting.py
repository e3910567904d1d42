"""How many words a change of HTML added and removed, told cheaply enough for a list."""

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from cms.tools.merging.markup import prose_of

# Beyond these many characters of difference nobody waits for the words to be counted.
LONGEST_COUNTED = 200_000


class Counted(NamedTuple):
    added: int
    removed: int


def counted(before: str, after: str, most: int = LONGEST_COUNTED) -> Counted | None:
    """Words that one has more often than the other; both zero for another order or formatting.

    None when what differs is longer than `most` characters.
    """
    old, new = _differing(before, after)
    if len(old) + len(new) > most:
        return None
    gone, fresh = prose_of(old), prose_of(new)
    return Counted((fresh - gone).total(), (gone - fresh).total())


def _differing(before: str, after: str) -> tuple[str, str]:
    """Both less what is the same at their ends, cut where no tag and no word is."""
    shortest = min(len(before), len(after))
    start = _same(shortest, lambda length: before[:length] == after[:length])
    start = max(before.rfind("<", 0, start), 0)
    rest = shortest - start
    end = _same(rest, lambda length: before[len(before) - length :] == after[len(after) - length :])
    behind = before.find(">", len(before) - end)
    kept = len(before) - behind - 1 if behind >= 0 else 0
    return before[start : len(before) - kept], after[start : len(after) - kept]


def _same(longest: int, is_same: Callable[[int], bool]) -> int:
    """The greatest length for which it holds, if it holds for every smaller one."""
    return bisect_left(range(1, longest + 1), True, key=lambda length: not is_same(length))
