"""The arithmetic of slowing somebody down: free tries, growing waits, then a lock."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """So many tries are `free`; after each further one comes a wait, doubled each time up to `longest`.

    From the `lock_after`th on it is a lock: `locked_for`, doubled each time up to a day. 0: never.
    Without a try for a whole `window`, all is forgotten.
    """

    free: int
    wait: timedelta
    longest: timedelta
    window: timedelta
    lock_after: int = 0
    locked_for: timedelta = timedelta(0)

    def locks_at(self, count: int) -> bool:
        return 0 < self.lock_after <= count


@dataclass(frozen=True)
class State:
    """How often it was tried, when last, and until when nobody may try again."""

    count: int
    last_at: datetime
    held_until: datetime | None = None

    def is_held(self, moment: datetime) -> bool:
        return self.held_until is not None and self.held_until > moment


LONGEST_LOCK = timedelta(days=1)
MOST_DOUBLINGS = 20  # beyond it every wait is the longest anyway, and no number overflows


def counted(state: State | None, limit: Limit, moment: datetime) -> State:
    """The state after one more try at this moment, which was let through."""
    fresh = state is None or state.last_at <= moment - limit.window
    count = 1 if fresh or state is None else state.count + 1
    wait = wait_after(limit, count)
    return State(count, moment, moment + wait if wait else None)


def wait_after(limit: Limit, count: int) -> timedelta:
    """How long nobody may try after this many tries."""
    if limit.locks_at(count):
        return _doubled(limit.locked_for, count - limit.lock_after, LONGEST_LOCK)
    if count <= limit.free:
        return timedelta(0)
    return _doubled(limit.wait, count - limit.free - 1, limit.longest)


def _doubled(wait: timedelta, times: int, longest: timedelta) -> timedelta:
    return min(wait * 2 ** min(times, MOST_DOUBLINGS), longest)
