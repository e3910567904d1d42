"""The worker's rounds go on whatever fails."""

import logging

from cms.cli.rounds import LONGEST_PAUSE, Chore, work


class StopAfter:
    """A stop that is given after so many rounds, without waiting."""

    def __init__(self, rounds: int) -> None:
        self.left = rounds

    def given(self) -> bool:
        return self.left <= 0

    def wait(self, seconds: float) -> bool:
        self.left -= 1
        return self.given()


def failing() -> None:
    raise RuntimeError("no server")


def test_every_chore_is_done_each_round():
    done: list[str] = []
    chores = [Chore("a", lambda: done.append("a")), Chore("b", lambda: done.append("b"))]
    work(chores, StopAfter(2), after=lambda: None)
    assert done == ["a", "b", "a", "b"]


def test_a_failing_chore_is_logged_and_the_others_go_on(caplog):
    done: list[str] = []
    with caplog.at_level(logging.ERROR):
        work([Chore("Mail", failing), Chore("b", lambda: done.append("b"))], StopAfter(2), after=lambda: None)
    assert done == ["b", "b"]
    assert "Mail failed" in caplog.text
    assert "no server" in caplog.text


def test_a_failing_chore_rests_longer_each_time():
    chore = Chore("Mail", failing)
    now = 100.0
    for pause in (1, 2, 4, 8, 16, 32, 60, 60):
        chore.attempt(now)
        assert chore.rests_until == now + pause
        now = chore.rests_until
    assert chore.pause == LONGEST_PAUSE


def test_a_resting_chore_is_left_alone():
    tries: list[int] = []
    chore = Chore("Mail", lambda: tries.append(1), rests_until=200.0)
    chore.attempt(199.0)
    assert tries == []


def test_success_ends_the_backoff():
    chore = Chore("Mail", lambda: None, pause=32.0)
    chore.attempt(0.0)
    assert chore.pause == 1.0


def test_something_is_cleaned_up_after_each_chore_even_a_failed_one():
    cleaned: list[int] = []
    work([Chore("a", failing), Chore("b", int)], StopAfter(1), after=lambda: cleaned.append(1))
    assert cleaned == [1, 1]
