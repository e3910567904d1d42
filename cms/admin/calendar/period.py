"""Which days the calendar shows: a month, a week or an agenda, in the person's zone and language."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton
from flask import request
from flask_babel import get_locale

from cms.admin.base.moments import EARLIEST, LATEST, zone
from cms.models import now

VIEWS = ("month", "week", "agenda")
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`; `day` is the one that was asked for."""

    view: str
    day: date
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def title(self) -> str:
        locale = get_locale()
        if self.view == "week":
            return str(format_interval(self.first, self.last, "yMMMd", locale=locale))
        return str(format_skeleton("yMMMM", self.day, locale=locale))

    @property
    def weekdays(self) -> list[str]:
        return [format_date(day, "EEE", locale=get_locale()) for day in self.days[:7]]

    @property
    def before(self) -> date:
        return self.day - A_WEEK if self.view == "week" else _month_of(self.day.replace(day=1) - A_WEEK)

    @property
    def after(self) -> date:
        return self.day + A_WEEK if self.view == "week" else _month_of(_end_of(self.day) + A_WEEK)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The moments between which its days lie in the person's zone."""
        return _midnight(self.first), _midnight(self.last + timedelta(days=1))

    def is_inside(self, day: date) -> bool:
        """Whether the day belongs to the month, rather than filling a week up."""
        return self.view != "month" or day.month == self.day.month


def asked_period() -> Period:
    """What the address asks for; whatever it can't ask for is this month."""
    view = request.values.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    return period_of(view, _asked_day() or today())


def period_of(view: str, day: date) -> Period:
    """The period of this view that holds the day."""
    if view == "agenda":
        return Period(view, day, day.replace(day=1), _end_of(day))
    first, last = (day, day) if view == "week" else (day.replace(day=1), _end_of(day))
    start = week_start()
    first -= timedelta(days=(first.weekday() - start) % 7)
    last += timedelta(days=6 - (last.weekday() - start) % 7)
    return Period(view, day, first, last)


def today() -> date:
    """The day that it is where the person is."""
    return now().astimezone(zone()).date()


def week_start() -> int:
    """The first weekday, 0 for Monday, in the browser's country, else where the language is spoken most."""
    language = get_locale().language
    for code in request.accept_languages.values():
        tag = code.replace("-", "_")
        if tag.startswith(f"{language}_") and (found := _first_day(tag)) is not None:
            return found
    likely = get_global("likely_subtags").get(language, language)
    return _first_day(likely) or 0


def _first_day(tag: str) -> int | None:
    try:
        return Locale.parse(tag).first_week_day
    except (ValueError, UnknownLocaleError):
        return None


def _asked_day() -> date | None:
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
    return day if EARLIEST < day.year < LATEST else None


def _month_of(day: date) -> date:
    return day.replace(day=1)


def _end_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone())
