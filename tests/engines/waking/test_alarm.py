"""Messages reach who listens, over either database; where they can't, nobody is the worse for it."""

import logging
import os
import sqlite3
import stat
import time
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import inspect, make_url, text

from cms.engines.waking.alarm import Alarm
from cms.engines.waking.listening import SeldomTheSame
from cms.extensions import db

ALARMS: list[Alarm] = []
PATIENCE = 5.0  # seconds, on a busy machine; a message takes half a second at most


@pytest.fixture
def waking(app, monkeypatch):
    """The application with waking on; what carried the messages goes afterwards."""
    monkeypatch.setitem(app.config, "WAKING", True)
    yield app
    for alarm in ALARMS:
        alarm.close()
    ALARMS.clear()
    for path in Path(app.instance_path).glob("wake.db*"):
        path.unlink()
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            with db.engine.begin() as connection:
                connection.execute(text("DROP SCHEMA IF EXISTS wake CASCADE"))


def opened(app):
    """An alarm that is let go of after the test."""
    ALARMS.append(Alarm(app))
    return ALARMS[-1]


class Listener:
    def __init__(self) -> None:
        self.heard, self.any = [], Event()

    def hear(self, duty: str) -> None:
        self.heard.append(duty)
        self.any.set()


def on_sqlite(app):
    return make_url(app.config["SQLALCHEMY_DATABASE_URI"]).get_backend_name() == "sqlite"


def test_who_listens_hears_at_once_what_another_process_says(waking):
    listener = Listener()
    ear = opened(waking).listen(listener.hear)
    other = opened(waking)
    other.wake("warm")  # opens the way
    assert listener.any.wait(PATIENCE)
    listener.any.clear()
    began = time.monotonic()
    other.wake("mail")
    assert listener.any.wait(PATIENCE)
    took = time.monotonic() - began
    ear.stop(graceful=True)
    assert listener.heard == ["warm", "mail"]
    assert took < 2


def test_what_is_said_before_somebody_listens_is_heard_then(waking):
    opened(waking).wake("mail")
    listener = Listener()
    ear = opened(waking).listen(listener.hear)
    assert listener.any.wait(PATIENCE)
    ear.stop(graceful=True)
    assert listener.heard == ["mail"]


def test_who_has_woken_somebody_can_listen_too(waking):
    alarm, listener = opened(waking), Listener()
    alarm.wake("jobs")
    ear = alarm.listen(listener.hear)
    assert listener.any.wait(PATIENCE)
    ear.stop(graceful=True)
    assert listener.heard == ["jobs"]


def test_the_file_is_the_owners_alone_and_holds_a_plain_word(waking):
    if not on_sqlite(waking):
        pytest.skip("PostgreSQL has tables of its own for it")
    before = os.umask(0)
    try:
        opened(waking).wake("mail")
    finally:
        os.umask(before)
    path = Path(waking.instance_path) / "wake.db"
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.glob("wake.db*")} == {0o600}
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT data FROM task").fetchall() == [(b"mail",)]
    connection.close()


def test_the_tables_on_postgresql_stand_apart(waking):
    if on_sqlite(waking):
        pytest.skip("SQLite has a file of its own for it")
    opened(waking).wake("mail")
    with waking.app_context():
        names = inspect(db.engine).get_table_names(schema="wake")
        assert "huey_task" in names
        assert not [name for name in inspect(db.engine).get_table_names() if "huey" in name]
        with db.engine.connect() as connection:
            assert bytes(connection.scalar(text("SELECT data FROM wake.huey_task"))) == b"mail"


def test_a_way_that_is_blocked_fails_nobody(waking, caplog, monkeypatch):
    def blocked(*_given):
        raise OSError("no room")

    monkeypatch.setattr("cms.engines.waking.carriers.carrier_for", blocked)
    with caplog.at_level(logging.WARNING):
        opened(waking).wake("mail")
        assert opened(waking).listen(print) is None
    assert "it will look by itself: no room" in caplog.text


def test_one_trouble_is_complained_of_once_a_minute():
    seldom = SeldomTheSame()
    records = [logging.makeLogRecord({"msg": msg}) for msg in ("a", "a", "b")]
    assert [seldom.filter(record) for record in records] == [True, False, True]
