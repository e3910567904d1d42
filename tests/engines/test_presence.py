"""Presence: windows report themselves, fall silent and are forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from cms.engines.presence import MOST_SWEPT, SILENT_AFTER, be_gone, be_present, present
from cms.models import Presence
from tests.factories import PostFactory, UserFactory

START = datetime(2026, 5, 4, 10, 42, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def post(db):
    return PostFactory()


@pytest.fixture
def ada(db):
    return UserFactory(name="Ada", role="editor")


def tabs(db):
    return list(db.session.scalars(select(Presence.tab).order_by(Presence.tab)))


def test_who_reports_is_present_since_the_first_report(post, ada, clock):
    be_present(post, ada, "one")
    clock.shift(timedelta(seconds=30))
    be_present(post, ada, "one", typing=True)
    (there,) = present(post)
    assert (there.user_id, there.name, there.since, there.typing) == (ada.id, "Ada", START, True)


def test_a_second_report_is_no_second_row(db, post, ada, clock):
    be_present(post, ada, "one", typing=True)
    be_present(post, ada, "one")
    assert tabs(db) == ["one"]
    assert not present(post)[0].typing


def test_two_windows_are_one_person_until_both_are_closed(post, ada, clock):
    be_present(post, ada, "one")
    clock.shift(timedelta(seconds=10))
    be_present(post, ada, "two", typing=True)
    (there,) = present(post)
    assert (there.since, there.typing) == (START, True)
    be_gone(post, ada, "one")
    assert len(present(post)) == 1
    be_gone(post, ada, "two")
    assert present(post) == []


def test_the_own_window_is_left_out_and_the_own_other_one_is_not(post, ada, clock):
    be_present(post, ada, "one")
    assert present(post, besides="one") == []
    be_present(post, ada, "two")
    assert [there.user_id for there in present(post, besides="one")] == [ada.id]


def test_another_post_is_another_place(post, ada, clock):
    be_present(PostFactory(), ada, "one")
    assert present(post) == []


def test_nobody_closes_somebody_elses_window(post, ada, clock):
    be_present(post, ada, "one")
    be_gone(post, UserFactory(role="editor"), "one")
    assert len(present(post)) == 1


def test_the_first_to_come_stands_first(post, ada, clock):
    later = UserFactory(name="Bo")
    be_present(post, ada, "one")
    clock.shift(timedelta(seconds=1))
    be_present(post, later, "two")
    assert [there.name for there in present(post)] == ["Ada", "Bo"]


def test_a_silent_window_counts_no_more(post, ada, clock):
    be_present(post, ada, "one")
    clock.shift(SILENT_AFTER - timedelta(seconds=1))
    assert len(present(post)) == 1
    clock.shift(timedelta(seconds=1))
    assert present(post) == []


def test_who_arrives_sweeps_up_a_bounded_number_of_silent_windows(db, post, ada, clock):
    for number in range(MOST_SWEPT + 5):
        be_present(post, ada, f"old {number}")
    clock.shift(SILENT_AFTER)
    be_present(post, ada, "new")
    assert len(tabs(db)) == 5 + 1
    be_present(PostFactory(), ada, "elsewhere")
    assert tabs(db) == ["elsewhere", "new"]


def test_a_report_takes_one_statement_and_an_arrival_one_more(db, post, ada, count_queries, clock):
    _loaded = post.id, ada.id
    count_queries.clear()
    be_present(post, ada, "one")
    assert len(count_queries) == 2
    clock.shift(timedelta(seconds=25))
    count_queries.clear()
    be_present(post, ada, "one")
    assert len(count_queries) == 1


def test_presence_goes_with_the_post_and_with_the_person(db, post, ada, clock):
    other = UserFactory()
    be_present(post, ada, "one")
    be_present(PostFactory(), other, "two")
    db.session.delete(other)
    db.session.flush()
    assert tabs(db) == ["one"]
    db.session.delete(post)
    db.session.flush()
    assert tabs(db) == []
