"""Moments as people read them."""

from datetime import datetime

from flask_babel import format_date, format_time, get_locale


def moment_text(at: datetime) -> str:
    """Day and time in the person's zone, without seconds, joined as the language joins them."""
    pattern = get_locale().datetime_formats["medium"]
    return str(pattern).replace("{1}", format_date(at, "medium")).replace("{0}", format_time(at, "short"))
