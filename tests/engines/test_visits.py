"""Visits are gathered in memory and written down in batches."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from cms.engines import visits
from cms.models import MissingAddress, Redirect
from tests.factories import MissingFactory, PostFactory, RedirectFactory

MORNING, EVENING = datetime(2026, 5, 1, 8, tzinfo=UTC), datetime(2026, 5, 1, 20, tzinfo=UTC)


@pytest.fixture
def write_down(app, db):
    def write_down():
        app.extensions["visits"].write_down()
        db.session.expire_all()

    app.extensions["visits"].batch = visits.Batch()  # of the tests before
    return write_down


@pytest.fixture
def missing(db):
    return lambda: {row.path: row for row in db.session.scalars(select(MissingAddress))}


def test_an_address_asked_for_in_vain_is_kept_with_its_count(client, write_down, missing):
    with time_machine.travel(MORNING, tick=False):
        client.get("/nowhere?secret=1", headers={"Referer": "https://y.example/private?q=2"})
        write_down()
    with time_machine.travel(EVENING, tick=False):
        client.get("/nowhere")
        client.get("/nowhere")
        client.get("/posts/nothing")
        write_down()
    row = missing()["/nowhere"]
    assert (row.count, row.first_at, row.last_at, row.referrer) == (3, MORNING, EVENING, "y.example")
    assert set(missing()) == {"/nowhere", "/posts/nothing"}


def test_a_redirect_counts_who_follows_it(client, db, write_down):
    gone = RedirectFactory(path="/gone", kind="gone", target=None)
    led = RedirectFactory(path="/old", target="/archive")
    with time_machine.travel(MORNING, tick=False):
        assert client.get("/old").status_code == client.get("/old").status_code == 301
        assert client.get("/gone").status_code == 410
        write_down()
    assert (led.hits, led.last_hit_at, gone.hits) == (2, MORNING, 1)


def test_until_then_nothing_is_written(client, count_queries, db):
    client.get("/nowhere")
    assert [statement for statement in count_queries if not statement.startswith(("SELECT", "WITH"))] == []


def test_a_redirect_that_was_deleted_meanwhile_is_passed_over(client, db, write_down):
    led = RedirectFactory(path="/old", target="/archive")
    client.get("/old")
    db.session.delete(led)
    db.session.commit()
    write_down()
    assert db.session.scalars(select(Redirect)).all() == []


def test_what_is_live_and_what_scanners_try_is_not_noted(client, write_down, missing):
    PostFactory(slug="here")
    for path in ("/posts/here", "/wp-login.php", "/.env", "/" + "x" * 600):
        client.get(path)
    write_down()
    assert missing() == {}


def test_only_so_many_are_gathered_and_kept_the_rarest_go(client, monkeypatch, write_down, missing):
    monkeypatch.setattr(visits, "MOST_GATHERED", 3)
    monkeypatch.setattr(visits, "MOST_KEPT", 2)
    MissingFactory(path="/often", count=9)
    MissingFactory(path="/long-ago", last_at=MORNING)
    for n in range(5):
        client.get(f"/nowhere-{n}")
    write_down()
    assert set(missing()) == {"/often", "/nowhere-2"}


def test_a_database_that_is_away_costs_the_counts_and_nothing_else(
    app, client, write_down, monkeypatch, caplog
):
    def broken(_batch):
        raise OperationalError("UPDATE", {}, Exception("down"))

    monkeypatch.setattr(visits, "keep", broken)
    client.get("/nowhere")
    write_down()
    assert "visits were not written down" in caplog.text


def test_a_batch_is_written_by_itself_after_a_while(app, monkeypatch):
    begun = []
    monkeypatch.setattr(visits.Timer, "start", lambda timer: begun.append(timer.interval))
    counting = visits.Visits(app, 30)
    for _ in range(3):
        counting.note("hits", 1)
    assert begun == [30]
    visits.atexit.unregister(counting.write_down)
