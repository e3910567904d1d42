"""The worker's rounds go on whatever fails, sleep when nothing is due, and wake when told."""

import logging
from datetime import timedelta
from threading import Event

import pytest

from cms.cli import rounds
from cms.cli.rounds import LONGEST_REST, LONGEST_SLEEP, SHORTEST_SLEEP, Chore, Rounds
from cms.models import now

PATIENCE = 5.0  # seconds


class Stop(Event):
    """A stop that is given after so many rests, without waiting for any."""

    def __init__(self, rests: int) -> None:
        super().__init__()
        self.rests, self.left = [], rests

    def wait(self, timeout=None):
        self.rests.append(timeout)
        self.left -= 1
        if self.left <= 0:
            self.set()
        return self.is_set()


def failing():
    raise RuntimeError("no server")


def pieces(*outcomes):
    """A chore's `do` with these outcomes, then None."""
    left = iter(outcomes)
    return lambda: next(left, None)


@pytest.mark.parametrize(
    ("due_in", "sleep"),
    [(None, LONGEST_SLEEP), (timedelta(hours=1), LONGEST_SLEEP), (timedelta(seconds=1), 1)],
)
def test_it_sleeps_until_something_is_due_and_never_long(app, db, due_in, sleep):
    chore = Chore("a", lambda: due_in and now() + due_in, failing)
    assert chore.turn(app, Event()) == pytest.approx(sleep, abs=0.1)


def test_all_that_is_due_is_done_in_one_turn_failed_pieces_too(app, db):
    done = []
    chore = Chore("a", now, lambda: done.append(1) or (0 if len(done) < 3 else None))
    assert chore.turn(app, Event()) == SHORTEST_SLEEP
    assert len(done) == 3


def test_a_stop_is_heeded_between_two_pieces(app, db):
    stop = Event()
    chore = Chore("a", now, lambda: stop.set() or 1)
    assert chore.turn(app, stop) == SHORTEST_SLEEP


def test_a_failing_chore_is_logged_and_rests_longer_each_time(app, caplog):
    stop = Stop(8)
    with caplog.at_level(logging.ERROR):
        Chore("Mail", failing, failing).go_on(app, stop)
    assert stop.rests == [1, 2, 4, 5, 5, 5, 5, 5]
    assert LONGEST_REST == 5
    assert "Mail failed" in caplog.text
    assert "no server" in caplog.text


def test_a_wake_does_not_shorten_the_rest_of_a_failing_chore(app):
    stop = Stop(1)
    chore = Chore("Mail", failing, failing)
    chore.woken.set()
    chore.go_on(app, stop)
    assert stop.rests == [1]


def test_success_ends_the_backoff(app, db):
    stop = Event()
    chore = Chore("Mail", now, lambda: stop.set(), rest=4.0)
    chore.woken.set()
    chore.go_on(app, stop)
    assert chore.rest == 1.0


def test_who_is_woken_looks_at_once_and_a_slow_chore_holds_up_no_other(app, monkeypatch):
    monkeypatch.setattr(rounds, "LONGEST_SLEEP", 3600.0)
    looked, slow, go = Event(), Event(), Event()
    slow_one = Chore("slow", now, lambda: slow.set() or (go.wait(PATIENCE) and None))
    quick = Chore("quick", looked.set, pieces())
    together = Rounds((slow_one, quick), app)
    together.start()
    assert slow.wait(PATIENCE)
    assert looked.wait(PATIENCE)
    looked.clear()
    together.wake("quick")
    assert looked.wait(PATIENCE)
    assert together.all_go_on()
    go.set()
    together.stop(PATIENCE)
    assert not together.all_go_on()


def test_a_wake_for_an_unknown_duty_is_passed_over(app):
    Rounds((), app).wake("of another release")
