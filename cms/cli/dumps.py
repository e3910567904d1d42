"""A copy of the whole database out of a running site, and back into one."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, make_url

PATIENCE = 20.0  # seconds to wait for a database that is in use


class DumpError(Exception):
    """The database could not be copied; the text is a sentence that says what to do."""


def dump(address: str, folder: Path) -> Path:
    """Copy the database into a file in the folder while the site goes on working. Raises DumpError."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _dump_sqlite(_sqlite_file(url), folder / "database.sqlite3")
    target = folder / "database.pgdump"
    _postgresql(
        "pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}",
        "--exclude-schema=wake",  # messages to the worker that are nothing without it
    )  # fmt: skip
    return target


def load(address: str, source: Path) -> None:
    """Put a dump in the place of what the database holds, wholly or not at all. Raises DumpError."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        _copy_sqlite(source, _sqlite_file(url))
        return
    _postgresql(
        "pg_restore", url, "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
        f"--dbname={url.database}", str(source),
    )  # fmt: skip


def dump_name(address: str) -> str:
    """What the dump of such a database is called in a backup."""
    return "database.sqlite3" if make_url(address).get_backend_name() == "sqlite" else "database.pgdump"


def _sqlite_file(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        raise DumpError("The database lives in memory only; there is nothing to keep.")
    return Path(url.database)


def _dump_sqlite(source: Path, target: Path) -> Path:
    if not source.exists():
        raise DumpError(f"There is no database at {source} yet; run `cms setup` first.")
    _copy_sqlite(source, target)
    with closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")  # so that it is one file, with nothing beside it
        sound = copy.execute("PRAGMA quick_check").fetchone()[0]
    if sound != "ok":
        raise DumpError(f"The database is damaged: {sound}. Restore the last good backup.")
    return target


def _copy_sqlite(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, timeout=0.1)) as new:
            old.backup(new, pages=2048, progress=_impatient(), sleep=0.1)
    except sqlite3.Error as error:
        raise DumpError(f"The database could not be copied: {error}.") from error


def _impatient() -> Callable[[int, int, int], None]:
    """A progress callback that gives up when nothing moves for a while; the copy itself never would."""
    seen = {"left": -1, "at": time.monotonic()}

    def look(status: int, remaining: int, total: int) -> None:
        if remaining != seen["left"]:
            seen.update(left=remaining, at=time.monotonic())
        elif (
            status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            and time.monotonic() - seen["at"] > PATIENCE
        ):
            raise DumpError("The database is in use. Stop Masthead, then try again.")

    return look


def _postgresql(program: str, url: URL, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise DumpError(f"{program} is not installed. On Debian and Ubuntu: apt install postgresql-client")
    done = subprocess.run(  # noqa: S603 - our own words only
        [path, *arguments],
        env={**os.environ, **_connection(url)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise DumpError(f"{program} failed: {reason}")


def _connection(url: URL) -> dict[str, str]:
    """The address as variables: on a command line everybody on the machine could read the password."""
    parts = {
        "PGHOST": url.host,
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
    }
    return {name: str(value) for name, value in parts.items() if value}
