"""How connections behave: SQLite made strict and durable, and who may wait for its one writer."""

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


def init_app(app: Flask) -> None:
    """Attach the connection rules to the app's engine."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _strict_sqlite(db.engine)
    app.before_request(_note_reading)


def _note_reading() -> None:
    # No GET writes: the links of mails ask for a button to be pressed.
    reading.set(request.method in ("GET", "HEAD", "OPTIONS"))


def _strict_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: Any) -> None:
        # The driver's own transaction handling begins too late; the begin event below takes its place.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # One that reads first and writes later could fail half-way; an immediate one waits at the start.
        deferred = has_request_context() and reading.get()
        connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")
