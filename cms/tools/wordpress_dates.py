"""Moments as WordPress writes them, zeros for "never" included."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# A draft without a date is of the year -0001, which the parser would take for 2000.
_YEAR = re.compile(r" [12]\d{3} ")


def moment(gmt: str, rfc: str = "", local: str = "") -> datetime | None:
    """The first that is readable: the time in GMT, the feed's date, the local time (taken as UTC)."""
    return _stamp(gmt) or _feed_date(rfc) or _stamp(local)


def _stamp(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=UTC)
    except ValueError:
        return None


def _feed_date(text: str) -> datetime | None:
    if not _YEAR.search(text):
        return None
    try:
        parsed = parsedate_to_datetime(text.strip())
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
