"""Tries that come at the same moment are counted one after the other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete

from cms.engines import tallies
from cms.extensions import db
from cms.models import Tally
from cms.rules.throttling import LIMITS, Counted, Purpose

AT_ONCE = 16


@pytest.fixture
def emptied(app):
    yield
    with app.app_context():
        db.session.execute(delete(Tally))
        db.session.commit()


@pytest.mark.usefixtures("emptied")
def test_of_many_guesses_at_once_no_more_get_through_than_one_after_the_other(app):
    def guess(_number):
        with app.app_context():
            held_until, _states = tallies.take(Purpose.SIGN_IN, {Counted.ACCOUNT: "a", Counted.SITE: "all"})
            return held_until is None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        let_through = sum(pool.map(guess, range(AT_ONCE)))
    assert let_through == LIMITS[Purpose.SIGN_IN][Counted.ACCOUNT].free + 1


@pytest.mark.usefixtures("emptied")
def test_giving_back_and_taking_never_wait_for_each_other_in_a_circle(app):
    def take_and_give_back(number):
        subjects = {Counted.ACCOUNT: f"person-{number % 3}", Counted.ADDRESS: "x", Counted.SITE: "all"}
        with app.app_context():
            held_until, _states = tallies.take(Purpose.SIGN_IN, subjects)
            tallies.give_back(Purpose.SIGN_IN, subjects, {})
            db.session.commit()
            return held_until

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(take_and_give_back, range(60)))
    with app.app_context():
        assert db.session.get(Tally, tallies.key_of(Purpose.SIGN_IN, Counted.SITE, "all")).count >= 0


@pytest.mark.usefixtures("emptied")
def test_an_honest_try_ends_the_wait_that_it_began_itself_and_no_other(app):
    subjects, free = {Counted.ADDRESS: "x"}, LIMITS[Purpose.SIGN_IN][Counted.ADDRESS].free
    with app.app_context():
        for _ in range(free):
            _held, honest = tallies.take(Purpose.SIGN_IN, subjects)
        _held, wrong = tallies.take(Purpose.SIGN_IN, subjects)
        for state, held in ((honest, True), (wrong, False)):
            waits = {who: one.held_until for who, one in state.items()}
            tallies.give_back(Purpose.SIGN_IN, subjects, waits)
            db.session.commit()
            assert (tallies.take(Purpose.SIGN_IN, subjects)[0] is not None) is held
