"""Free tries, growing waits, then a lock."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.tools.throttle import LONGEST_LOCK, Limit, State, counted, wait_after

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LIMIT = Limit(2, MINUTE, 3 * MINUTE, DAY, lock_after=6, locked_for=30 * MINUTE)
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "minutes"), [(1, 0), (2, 0), (3, 1), (4, 2), (5, 3), (6, 30), (7, 60), (8, 120), (99, 24 * 60)]
)
def test_the_wait_grows_with_every_try(count, minutes):
    assert wait_after(LIMIT, count) == minutes * MINUTE


def test_without_a_lock_the_wait_stays_at_its_longest():
    endless = Limit(2, MINUTE, 3 * MINUTE, DAY)
    assert wait_after(endless, 10**9) == 3 * MINUTE
    assert wait_after(LIMIT, 10**9) == LONGEST_LOCK


def test_a_first_try_is_free_and_each_is_counted():
    first = counted(None, LIMIT, NOON)
    assert first == State(1, NOON)
    third = counted(counted(first, LIMIT, NOON), LIMIT, NOON)
    assert (third.count, third.is_held(NOON), third.is_held(NOON + MINUTE)) == (3, True, False)


def test_after_a_quiet_window_all_is_forgotten():
    assert counted(State(50, NOON), LIMIT, NOON + DAY) == State(1, NOON + DAY)
    assert counted(State(5, NOON), LIMIT, NOON + DAY - MINUTE).count == 6
