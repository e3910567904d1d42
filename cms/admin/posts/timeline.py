"""The timeline of a post: its revisions and what happened between them, newest first, some at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import defer, lazyload, selectinload

from cms.admin.base.moments import zone
from cms.admin.posts.happenings import happening, reason_of
from cms.extensions import db
from cms.models import Event, Post, Revision, User

SHOWN = 20
# Events read for one page; most tell of saves, which stand there as revisions.
EVENTS_READ = 80


class Saved(NamedTuple):
    """`restored` is the number of the revision that it brought back."""

    revision: Revision
    restored: int | None

    @property
    def at(self) -> datetime:
        return self.revision.created_at


class Happened(NamedTuple):
    event: Event
    words: str
    reason: str

    @property
    def at(self) -> datetime:
        return self.event.at


Entry: TypeAlias = Saved | Happened


class Place(NamedTuple):
    """Where a page begins: below this revision and this event."""

    number: int
    event: int


@dataclass
class TimelinePage:
    entries: list[Entry] = field(default_factory=list)
    further: Place | None = None

    @property
    def revisions(self) -> list[Revision]:
        return [entry.revision for entry in self.entries if isinstance(entry, Saved)]

    @property
    def days(self) -> Iterator[tuple[date, list[Entry]]]:
        """In the person's zone."""
        by_day = groupby(self.entries, lambda entry: entry.at.astimezone(zone()).date())
        return ((day, list(entries)) for day, entries in by_day)


def timeline_of(post: Post, below: Place) -> TimelinePage:
    """A page of it. The same queries at any depth and any length."""
    revisions = _revisions(post, below.number)
    events = _events(post, below.event)
    return _woven(revisions, events, below)


def _woven(revisions: Sequence[Revision], events: Sequence[Event], below: Place) -> TimelinePage:
    """Both in order of time, as many as a page shows, and where the next one begins."""
    page = TimelinePage()
    restored: dict[int, int] = {}
    some, others = list(revisions[::-1]), list(events[::-1])
    place = below
    while (some or others) and len(page.entries) < SHOWN:
        if not others and len(events) == EVENTS_READ and page.entries:
            break  # More events may be older than the last one read, yet newer than the next revision.
        if others and (not some or others[-1].at >= some[-1].created_at):
            event = others.pop()
            place = place._replace(event=event.id)
            restored |= _restored(event)
            page.entries += _told(event)
        else:
            revision = some.pop()
            place = place._replace(number=revision.number)
            page.entries.append(Saved(revision, restored.get(revision.number)))
    page.further = place if some or any(map(happening, others)) or len(events) == EVENTS_READ else None
    return page


def _told(event: Event) -> list[Entry]:
    words = happening(event)
    return [Happened(event, words, reason_of(event))] if words else []


def _restored(event: Event) -> dict[int, int]:
    after = event.after or {}
    is_one = event.verb.endswith(".restore_revision") and "restored" in after
    return {after["revision"]: after["restored"]} if is_one else {}


def _revisions(post: Post, below: int) -> Sequence[Revision]:
    author = selectinload(Revision.author).options(lazyload(User.roles))
    query = select(Revision).where(Revision.post_id == post.id, Revision.number < below)
    query = query.order_by(Revision.number.desc()).limit(SHOWN + 1).options(defer(Revision.body), author)
    return db.session.scalars(query).all()


def _events(post: Post, below: int) -> Sequence[Event]:
    query = select(Event).where(Event.noun == "post", Event.record_id == post.id, Event.id < below)
    return db.session.scalars(query.order_by(Event.id.desc()).limit(EVENTS_READ)).all()
