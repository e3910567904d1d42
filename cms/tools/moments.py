"""Moments in addresses: to the minute, in UTC."""

from datetime import UTC, datetime, timedelta

SHAPE = "%Y-%m-%dT%H:%MZ"
A_MINUTE = timedelta(minutes=1)


def moment_code(at: datetime) -> str:
    """The moment as a part of an address."""
    return at.astimezone(UTC).strftime(SHAPE)


def moment_of(code: str) -> datetime | None:
    """The moment that a part of an address stands for."""
    try:
        return datetime.strptime(code, SHAPE).replace(tzinfo=UTC)
    except ValueError:
        return None


def whole_minute(at: datetime) -> datetime:
    """The first whole minute at which the moment has come."""
    return (at.astimezone(UTC) + A_MINUTE - timedelta(microseconds=1)).replace(second=0, microsecond=0)
