"""Moments as people read and write them, in their own zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_time, get_locale, get_timezone
from flask_babel import gettext as _

EARLIEST, LATEST = 1900, 2200  # years that every time zone's arithmetic bears


def zone() -> ZoneInfo:
    """The person's time zone."""
    return ZoneInfo(str(get_timezone()))


def moment_text(at: datetime) -> str:
    """Day and time in the person's zone, without seconds, joined as the language joins them."""
    pattern = get_locale().datetime_formats["medium"]
    return str(pattern).replace("{1}", format_date(at, "medium")).replace("{0}", format_time(at, "short"))


def moment_from(text: str) -> datetime:
    """A day and time in the person's zone, as a browser sends it. Raises ValueError with a sentence."""
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        local = datetime.min  # noqa: DTZ901 - only its year is looked at
    if local.tzinfo or not EARLIEST <= local.year <= LATEST:
        raise ValueError(_("Choose a day and a time, such as 2030-01-31 09:00."))
    return local.replace(tzinfo=zone()).astimezone(UTC)
