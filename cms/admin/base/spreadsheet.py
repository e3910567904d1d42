"""Rows as CSV that a spreadsheet shows and never runs, or as JSON for programs."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Each row as one line of CSV."""
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def json_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One JSON array, an object a line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False, default=_plain)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def cell(value: Any) -> str:
    """The value as text; what a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, list | tuple):
        value = ", ".join(str(part) for part in value)
    text = str(value)
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
