"""Whether anything has changed since a page was made: asked before every page that is shown.

An answer is as new as the question: what was committed before a request came in, by whomever and on whichever
node, is seen by it.
"""

import logging
import sqlite3
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any, Protocol

import psycopg
from sqlalchemy import URL

Changes = Sequence[tuple[int, str]]
# Keys that are remembered with their last change. Past it all pages made before are given up.
MOST_REMEMBERED = 50_000
_STANDING = "SELECT era, number FROM site_version"
_SINCE = "SELECT number, key FROM page_change WHERE number > {} ORDER BY number"
_ERRORS = (sqlite3.Error, psycopg.Error, OSError)

log = logging.getLogger(__name__)


class Line(Protocol):
    """A connection of its own that only looks."""

    def standing(self) -> tuple[str, int] | None:
        """The era and the number of the newest change; None where nothing at all was committed since."""

    def since(self, number: int) -> Changes:
        """The changes after this one, in order."""

    def close(self) -> None: ...


class Freshness:
    """One a process, shared by its threads. `era` is whose numbers these are."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._lock = Lock()
        self._line: Line | None = None
        self._begun = 0
        self._last: dict[str, int] = {}
        self._floor = 0
        self.era, self.number = "", -1

    def look(self) -> int | None:
        """The number of the newest change, no older than this call; None when the database does not answer.

        Who comes while another looks waits, and the next look, begun after they came, answers all of them.
        """
        seen = self._begun
        with self._lock:
            if self._begun == seen or self._line is None:
                self._begun += 1
                try:
                    self._look()
                except _ERRORS as error:
                    log.warning(
                        "Pages are made anew, for the database does not say what has changed: %s", error
                    )
                    self._hang_up()
                    return None
            return self.number

    def is_fresh(self, era: str, made_at: int, keys: Iterable[str]) -> bool:
        """Whether nothing has touched a page of these keys since the change of the number `made_at`."""
        if era != self.era or made_at < self._floor:
            return False
        last = self._last
        return all(last.get(key, 0) <= made_at for key in keys)

    def close(self) -> None:
        """Let go of the connection; the next look opens it anew."""
        with self._lock:
            self._hang_up()

    def _look(self) -> None:
        if self._line is None:
            self._line = _line_to(self._url)
            self.era = ""
        standing = self._line.standing()
        if standing is None or standing == (self.era, self.number):
            return
        era, number = standing
        if era != self.era or number < self.number:
            self._begin(era, number)
            return
        changes = self._line.since(self.number)
        if not changes or changes[0][0] != self.number + 1:
            # What happened since has been forgotten: see forget() in changes.
            self._begin(era, number)
            return
        for changed_at, key in changes:
            self._last[key] = changed_at
            # What came in meanwhile is true already, and is asked for again at the next look.
            number = max(number, changed_at)
        if len(self._last) > MOST_REMEMBERED:
            self._last, self._floor = {}, number
        self.number = number

    def _begin(self, era: str, number: int) -> None:
        self._last, self._floor = {}, number
        self.era, self.number = era, number

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


class _SqliteLine:
    """Asks the file's own counter of commits first, which costs next to nothing."""

    def __init__(self, file: str) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=5)
        self._version: Any = None

    def standing(self) -> tuple[str, int] | None:
        version = self._connection.execute("PRAGMA data_version").fetchone()
        if version == self._version:
            return None
        era, number = self._connection.execute(_STANDING).fetchone()
        self._version = version
        return str(era), int(number)

    def since(self, number: int) -> Changes:
        return self._connection.execute(_SINCE.format("?"), (number,)).fetchall()

    def close(self) -> None:
        self._connection.close()


class _PostgresLine:
    def __init__(self, url: URL) -> None:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(address, autocommit=True, connect_timeout=5)
        self._bare = self._connection.pgconn
        self._bare.prepare(b"standing", _STANDING.encode())

    def standing(self) -> tuple[str, int] | None:
        # Past psycopg's cursors: two values, thirty microseconds instead of ninety.
        found = self._bare.exec_prepared(b"standing", [])
        era, number = found.get_value(0, 0), found.get_value(0, 1)
        if era is None or number is None:
            raise psycopg.OperationalError(found.error_message.decode() or "no answer")
        return era.decode(), int(number)

    def since(self, number: int) -> Changes:
        return self._connection.execute(_SINCE.format("%s"), (number,)).fetchall()

    def close(self) -> None:
        self._connection.close()


def _line_to(url: URL) -> Line:
    if url.get_backend_name() == "sqlite":
        return _SqliteLine(str(url.database))
    return _PostgresLine(url)
