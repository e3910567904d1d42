"""The overview: what waits for this person, and what happened last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_admin.base import expose
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from cms.admin.base import GuardedView, actor
from cms.admin.events.telling import Told, tell
from cms.admin.posts.queries import in_review, light_post, plans_of
from cms.extensions import db
from cms.models import Comment, CommentStatus, Event, Post, PostStatus, Schedule, ScheduledVerb
from cms.rules.permissions import Permission, can, visible_to

SHOWN = 5
COUNTED = 99
EVENTS_SHOWN = 10


@dataclass(frozen=True)
class Waiting:
    """Something that waits: the newest few, how many there are, and where the rest is."""

    title: LazyString
    empty: LazyString
    endpoint: str
    arguments: dict[str, str]
    rows: list[Any]
    count: int
    moments: dict[int, datetime]

    def moment_of(self, row: Any) -> datetime:
        """The moment that matters here: of what is scheduled its publication, else of the last change."""
        return self.moments.get(row.id) or row.updated_at

    @property
    def more(self) -> bool:
        return self.count > SHOWN


class OverviewView(GuardedView):
    icon = "home"

    def __init__(self) -> None:
        super().__init__(name=_l("Overview"), endpoint="admin", url="/admin", menu_icon_value="home")

    @expose("/")
    def index(self) -> str:
        return self.render("admin/overview.html", **overview_of(actor()))


def overview_of(person: Any) -> dict[str, Any]:
    """What the overview shows to this person."""
    return {
        "held": held_comments(person),
        "waiting": [pile for pile in (_reviews(person), _drafts(person), _scheduled(person)) if pile],
        "events": _events(person),
        "may_write": bool(can(person, Permission.POST_CREATE)),
    }


def held_comments(person: Any) -> Waiting | None:
    """Comments that wait for this person's decision."""
    if not can(person, Permission.COMMENT_MODERATE):
        return None
    query = visible_to(person, Comment).where(Comment.status == CommentStatus.PENDING)
    newest = query.order_by(Comment.created_at.desc(), Comment.id.desc())
    loading = (selectinload(Comment.author), selectinload(Comment.post).options(*light_post()))
    return _pile(
        newest.options(*loading),
        _l("Held comments"),
        _l("No comment waits. New ones that need a decision appear here."),
        "comments.index_view",
        {"flt0_status": CommentStatus.PENDING.value},
    )


def _reviews(person: Any) -> Waiting | None:
    if not can(person, Permission.POST_REVIEW):
        return None
    return _pile(
        _posts(person).where(in_review()),
        _l("In review"),
        _l("Nothing waits for review."),
        "posts.index_view",
        {"flt0_review": "in_review"},
    )


def _drafts(person: Any) -> Waiting | None:
    if not can(person, Permission.POST_CREATE):
        return None
    query = _posts(person).where(Post.author_id == person.id, Post.status == PostStatus.UNPUBLISHED)
    return _pile(
        query,
        _l("Your drafts"),
        _l("You have no drafts. A new post is one click away."),
        "posts.index_view",
        {"flt0_author": person.handle, "flt1_status": PostStatus.UNPUBLISHED.value},
    )


def _scheduled(person: Any) -> Waiting | None:
    if not can(person, Permission.POST_PUBLISH):
        return None
    its = (Schedule.post_id == Post.id) & (Schedule.verb == ScheduledVerb.PUBLISH)
    coming = _posts(person).join(Schedule, its).order_by(None)
    return _pile(
        coming.where(Post.status == PostStatus.SCHEDULED).order_by(Schedule.at, Post.id),
        _l("Scheduled"),
        _l("Nothing is scheduled."),
        "posts.index_view",
        {"flt0_status": PostStatus.SCHEDULED.value},
        _appearances,
    )


def _appearances(posts: Sequence[Post]) -> dict[int, datetime]:
    """When each of them will be published."""
    plans = plans_of(posts).items()
    return {key: plan[ScheduledVerb.PUBLISH].at for key, plan in plans if ScheduledVerb.PUBLISH in plan}


def _posts(person: Any) -> Select[Any]:
    query = (
        visible_to(person, Post).where(Post.kind == "post").order_by(Post.updated_at.desc(), Post.id.desc())
    )
    return query.options(*light_post(), selectinload(Post.author))


def _pile(
    query: Select[Any],
    title: LazyString,
    empty: LazyString,
    endpoint: str,
    arguments: dict[str, str],
    moments_of: Callable[[Sequence[Any]], dict[int, datetime]] = lambda rows: {},
) -> Waiting:
    noun = query.column_descriptions[0]["entity"]
    within = query.with_only_columns(noun.id).order_by(None).limit(COUNTED + 1).subquery()
    count = db.session.scalar(select(func.count()).select_from(within)) or 0
    rows = list(db.session.scalars(query.limit(SHOWN))) if count else []
    return Waiting(title, empty, endpoint, arguments, rows, count, moments_of(rows))


def _events(person: Any) -> list[Told]:
    if not can(person, Permission.EVENT_VIEW):
        return []
    newest = visible_to(person, Event).order_by(Event.at.desc(), Event.id.desc()).limit(EVENTS_SHOWN)
    return tell(db.session.scalars(newest).all())
