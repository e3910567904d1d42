"""The calendar of what was published: which months have something, asked of the index month by month."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, column, select, values

from cms.engines.pages import keys
from cms.engines.pages.dependence import depending
from cms.extensions import db
from cms.models import Post
from cms.models.types import UTCDateTime

FIRST_YEAR, LAST_YEAR = 1000, 9998  # what a calendar can reckon with in every zone
MOST_MONTHS = 1200  # a hundred years

Month = tuple[int, int]


def bounds(zone: ZoneInfo, year: int, month: int | None = None) -> tuple[datetime, datetime]:
    """When the year, or one month of it, begins there and when the next one does."""
    if month is None:
        return _begin(zone, (year, 1)), _begin(zone, (year + 1, 1))
    return _begin(zone, (year, month)), _begin(zone, _next((year, month)))


def months_with_posts(zone: ZoneInfo) -> list[Month]:
    """The months in which something live was published, newest first: three queries, however many posts."""
    newest = db.session.scalar(_dates().limit(1))
    if newest is None:
        return []
    oldest = db.session.scalar(
        _dates().order_by(None).order_by(Post.published_at.asc(), Post.id.asc()).limit(1)
    )
    months = list(_backwards(_month_of(newest, zone), _month_of(oldest or newest, zone)))
    return _occupied(zone, months)


def _dates() -> Select[datetime | None, int]:
    # With what it is sorted by, so that a preview of a moment is read along the index too.
    dates = Post.live().with_only_columns(Post.published_at, Post.id)
    return dates.execution_options(**depending(keys.LISTED))


def _occupied(zone: ZoneInfo, months: list[Month]) -> list[Month]:
    begins, ends = column("begins", UTCDateTime), column("ends", UTCDateTime)
    calendar = values(begins, ends).data([bounds(zone, *month) for month in months]).cte("calendar")
    posts = (
        Post.live()
        .with_only_columns(Post.id)
        .order_by(None)
        .where(Post.published_at >= calendar.c.begins, Post.published_at < calendar.c.ends)
    )
    query = select(calendar.c.begins).where(posts.correlate(calendar).exists())
    query = query.execution_options(**depending(keys.LISTED))
    found = set(db.session.scalars(query))
    return [month for month in months if _begin(zone, month).astimezone(UTC) in found]


def _backwards(newest: Month, oldest: Month) -> Iterator[Month]:
    month = newest
    for _ in range(MOST_MONTHS):
        yield month
        if month <= oldest:
            return
        month = (month[0], month[1] - 1) if month[1] > 1 else (month[0] - 1, 12)


def _month_of(moment: datetime, zone: ZoneInfo) -> Month:
    local = moment.astimezone(zone)
    return local.year, local.month


def _begin(zone: ZoneInfo, month: Month) -> datetime:
    return datetime(*month, 1, tzinfo=zone)


def _next(month: Month) -> Month:
    return (month[0], month[1] + 1) if month[1] < 12 else (month[0] + 1, 1)
