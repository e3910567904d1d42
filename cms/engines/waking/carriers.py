"""What carries the messages: huey, over a file of its own with SQLite, over its tables on PostgreSQL."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from huey import PostgresHuey, SqliteHuey
from sqlalchemy import URL, make_url

from cms.engines.waking.listening import Ear

SCHEMA = "wake"  # apart from ours, so that migrations and their checks never see it
PATIENCE = 1  # seconds a message may take; the one who sends it answers a request
READ_TIMEOUT = 1  # seconds after which a listener of PostgreSQL looks whether it shall stop
_LOCK = 7_229_401  # so that two processes that start together make the tables one after the other


class _Carrier:
    """A message is the name of a duty and nothing else. Huey's own are pickles: who writes one runs code."""

    wake: Any

    def serialize_task(self, task: Any) -> bytes:
        return str(task.args[0]).encode()

    def deserialize_task(self, data: bytes) -> Any:
        return self.wake.s(bytes(data).decode())

    def create_consumer(self) -> Ear:
        return Ear(self)


class _SqliteCarrier(_Carrier, SqliteHuey):
    pass


class _PostgresCarrier(_Carrier, PostgresHuey):
    pass


def carrier_for(app: Flask, hear: Callable[[str], None]) -> Any:
    """A huey whose wake(duty) makes whoever listens call hear(duty)."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    sqlite = url.get_backend_name() == "sqlite"
    carrier = _over_file(Path(app.instance_path) / "wake.db") if sqlite else _over_tables(url)
    carrier.wake = carrier.task(name="wake")(hear)
    return carrier


def _over_file(path: Path) -> Any:
    # Nobody else may wake the worker; SQLite gives the files beside it the same mode.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    # What a power cut takes from it is found by the worker's own look.
    return _SqliteCarrier(
        "wake", results=False, filename=str(path), timeout=PATIENCE, fsync=False, cache_mb=0
    )


def _over_tables(url: URL) -> Any:
    carrier = _PostgresCarrier(
        "wake",
        results=False,
        dsn=url.set(drivername="postgresql").render_as_string(hide_password=False),
        read_timeout=READ_TIMEOUT,
        create_tables=False,
        connect_timeout=PATIENCE + 1,
        options=f"-c search_path={SCHEMA}",
    )
    storage = carrier.storage
    storage.ddl = [
        f"select pg_advisory_xact_lock({_LOCK})",
        f"create schema if not exists {SCHEMA}",
        *storage.ddl,
    ]
    storage.initialize_schema()
    return carrier
