"""How connections behave: SQLite made strict and durable, and who may wait for its one writer."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from flask import Flask, has_request_context, request
from sqlalchemy import Engine, event

from cms.extensions import db

BUSY_TIMEOUT = 15_000  # milliseconds a writer waits for the one before it

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT}",
)

# Requests that only read begin a deferred transaction, so that readers never wait for the writer.
reading: ContextVar[bool] = ContextVar("reading", default=False)
_looking: ContextVar[bool] = ContextVar("looking", default=False)


def init_app(app: Flask) -> None:
    """Attach the connection rules to the app's engine."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _strict_sqlite(db.engine)
    app.before_request(_note_reading)


@contextmanager
def only_looking() -> Iterator[None]:
    """Begin what is outside requests without asking for the writer's place; nothing may be written within."""
    before = _looking.set(True)
    try:
        yield
    finally:
        _looking.reset(before)


@contextmanager
def writing_anyway() -> Iterator[None]:
    """A transaction of its own within a request that otherwise only reads: for the log. Commits.

    Undoes what the request had begun: one that has read already could fail when it begins to write.
    """
    db.session.rollback()
    before = reading.set(False)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        reading.reset(before)


def _note_reading() -> None:
    # No GET changes anything but the log: the links of mails ask for a button to be pressed.
    reading.set(request.method in ("GET", "HEAD", "OPTIONS"))


def _strict_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "do_connect")
    def keep_to_ourselves(dialect: Any, record: Any, arguments: Any, options: Any) -> None:
        _make_private(str(arguments[0]))

    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: Any) -> None:
        # The driver's own transaction handling begins too late; the begin event below takes its place.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # One that reads first and writes later could fail half-way; an immediate one waits at the start.
        deferred = _looking.get() or (has_request_context() and reading.get())
        connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")


def _make_private(name: str) -> None:
    """Make a new database's file readable by its owner alone; SQLite gives its journals the same mode."""
    if name and not name.startswith((":", "file:")):
        with suppress(FileExistsError, FileNotFoundError):
            os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
