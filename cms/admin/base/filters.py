"""Filters of lists: one key in the address, one condition in the query."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_admin.model.filters import BaseFilter
from flask_babel import LazyString, get_timezone
from sqlalchemy import ColumnElement, Select

Choice = tuple[str, Any]


class ListFilter(BaseFilter):
    """A text that people type; `suggest` offers values of it."""

    widget = "text"

    def __init__(
        self,
        key: str,
        name: str | LazyString,
        where: Callable[[Any], ColumnElement[bool]],
        suggest: Callable[[], Iterable[Choice]] | None = None,
        offered: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(name, key_name=key)
        self.key = key
        self.where = where
        self.suggest = suggest
        self.offered = offered

    def operation(self) -> str:
        return self.key

    def clean(self, value: str) -> Any:
        """What the condition takes; raises ValueError for what it can't."""
        return value

    def apply(self, query: Select[Any], value: str) -> Select[Any]:
        return query.where(self.where(self.clean(value)))

    def choices(self) -> list[Choice]:
        return list(self.suggest()) if self.suggest else []


class ChoiceFilter(ListFilter):
    """One of a few fixed values."""

    widget = "choice"

    def __init__(
        self,
        key: str,
        name: str | LazyString,
        where: Callable[[Any], ColumnElement[bool]],
        labels: Callable[[], Iterable[Choice]],
        offered: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(key, name, where, labels, offered)

    def clean(self, value: str) -> str:
        if value not in {str(known) for known, _label in self.choices()}:
            raise ValueError(value)
        return value


class DayFilter(ListFilter):
    """From a day on, or up to and with one, in the person's time zone."""

    widget = "date"

    def __init__(self, key: str, name: str | LazyString, column: Any, *, until: bool = False) -> None:
        super().__init__(key, name, (lambda at: column < at) if until else (lambda at: column >= at))
        self.until = until

    def clean(self, value: str) -> datetime:
        day = date.fromisoformat(value)
        if not 1900 <= day.year <= 2200:
            raise ValueError(value)
        start = datetime.combine(day, time(), ZoneInfo(str(get_timezone())))
        return (start + timedelta(days=1) if self.until else start).astimezone(UTC)
