"""What stands in the calendar: what is scheduled and what was published, as far as the person may see it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager, lazyload

from cms.admin.base import actor
from cms.admin.base.moments import zone
from cms.admin.calendar.ahead import moment_url
from cms.admin.calendar.period import Period
from cms.admin.posts.queries import light_post
from cms.extensions import db
from cms.models import Post, PostStatus, Schedule, ScheduledVerb
from cms.rules.permissions import can, visible_to
from cms.rules.workflow import permission_for
from cms.tools.moments import whole_minute

MOST = 300  # entries of each sort; a month that holds more is seen week by week


@dataclass(frozen=True)
class Entry:
    """`plan` is the number of the schedule, where the person may move it; `ahead` the site after it."""

    at: datetime
    title: str
    label: str
    sort: str
    url: str
    plan: int | None = None
    ahead: str = ""

    @property
    def day(self) -> date:
        return self.at.astimezone(zone()).date()


@dataclass(frozen=True)
class Day:
    day: date
    entries: list[Entry]


def days_of(period: Period) -> tuple[list[Day], bool]:
    """Its days with their entries in order of time, and whether there are more than could be shown."""
    planned, published = _planned(period), _published(period)
    entries = sorted([*_plan_entries(planned), *_past_entries(published)], key=lambda entry: entry.at)
    by_day: dict[date, list[Entry]] = {day: [] for day in period.days}
    for entry in entries:
        by_day[entry.day].append(entry)
    is_cut = max(len(planned), len(published)) > MOST
    return [Day(day, found) for day, found in by_day.items()], is_cut


def _planned(period: Period) -> list[Schedule]:
    start, end = period.bounds
    query = (
        visible_to(actor(), Schedule)
        .join(Schedule.post)
        .options(contains_eager(Schedule.post).options(*light_post(), lazyload(Post.author)))
        .where(Schedule.at >= start, Schedule.at < end)
        .order_by(Schedule.at, Schedule.id)
    )
    return list(db.session.scalars(query.limit(MOST + 1)))


def _published(period: Period) -> list[Post]:
    start, end = period.bounds
    query = (
        visible_to(actor(), Post)
        .options(*light_post(), lazyload(Post.author))
        .where(Post.status == PostStatus.PUBLISHED, Post.published_at >= start, Post.published_at < end)
        .order_by(Post.published_at, Post.id)
    )
    return list(db.session.scalars(query.limit(MOST + 1)))


def _plan_entries(rows: Iterable[Schedule]) -> Iterator[Entry]:
    for row in rows:
        post = row.post
        movable = bool(can(actor(), permission_for("publish", post), post))
        url = url_for("calendar.move_view", id=row.id) if movable else details_url(post)
        plan, ahead = row.id if movable else None, moment_url(whole_minute(row.at))
        yield Entry(row.at, post.title, label_of(row), row.verb, url, plan, ahead)


def _past_entries(posts: Iterable[Post]) -> Iterator[Entry]:
    for post in posts:
        if post.published_at:
            yield Entry(post.published_at, post.title, _("Published"), "published", details_url(post))


def label_of(row: Schedule) -> str:
    """What is planned, in a word or two."""
    if row.verb == ScheduledVerb.UNPUBLISH:
        return _("Goes offline")
    return _("Changes appear") if row.post.is_live else _("Appears")


def details_url(post: Post) -> str:
    return url_for(f"{post.kind}s.details_view", id=post.id)


def wanted_plan(key: int) -> Schedule | None:
    """What is planned under this number, if the person may see it."""
    return db.session.scalars(visible_to(actor(), Schedule).where(Schedule.id == key)).one_or_none()
