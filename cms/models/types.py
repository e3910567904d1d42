"""Column types: times in UTC, enums by value, sanitised HTML, a role's set of permissions."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Enum, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from cms.tools.html import sanitise, sanitise_comment


def enum_column(kind: type[StrEnum], name: str) -> Enum:
    """A short text column that holds the enum's values, backed by a CHECK constraint of that name."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=20,
        name=name,
        values_callable=lambda members: [member.value for member in members],
    )


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC on every database. A naive one is a bug and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone was given; say which zone it is in.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SanitisedHTML(TypeDecorator[str]):
    """HTML that has passed the allow-list on its way in, whichever door it came through."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else sanitise(value)


class SanitisedComment(SanitisedHTML):
    """The same with the smaller allow-list of comments."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else sanitise_comment(value)


class PermissionSet(TypeDecorator[frozenset[str]]):
    """A frozen set of permission strings, stored sorted with commas between."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return ",".join(sorted(value or ()))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[str]:
        return frozenset(filter(None, (value or "").split(",")))
