"""Who has a post open just now: windows that report themselves, and are forgotten when they fall silent.

It never locks anything, and whoever asks must be allowed to edit the post.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from cms.extensions import db
from cms.models import Post, Presence, User, now

SILENT_AFTER = timedelta(seconds=90)  # an idle window reports itself once a minute
LONGEST_TAB = 40
MOST_SHOWN = 20
MOST_SWEPT = 50

# Both databases know the same upsert, SQLAlchemy has it twice.
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True)
class Present:
    """Somebody who is there, in however many windows; `since` the first of them was opened."""

    user_id: int
    name: str
    since: datetime
    typing: bool


def be_present(post: Post, user: User, tab: str, *, typing: bool = False) -> None:
    """Note that this window of the person has the post open. Whoever arrives sweeps up behind others."""
    moment = now()
    since = db.session.execute(_upsert(post, user, tab, typing, moment)).scalar_one()
    if since == moment:
        _sweep(moment)


def be_gone(post: Post, user: User, tab: str) -> None:
    """The window is closed."""
    its = (Presence.post_id == post.id, Presence.user_id == user.id, Presence.tab == tab)
    db.session.execute(delete(Presence).where(*its))


def present(post: Post, besides: str = "") -> list[Present]:
    """Everybody who has the post open, the first to come first, less the window `besides`."""
    moments = func.min(Presence.since), func.max(Presence.typing.cast(db.Integer))
    query = (
        select(User.id, User.name, User.handle, *moments)
        .join(Presence, Presence.user_id == User.id)
        .where(Presence.post_id == post.id, Presence.tab != besides, Presence.seen_at > _silence(now()))
        .group_by(User.id, User.name, User.handle)
        .order_by(moments[0], User.id)
        .limit(MOST_SHOWN)
    )
    return [
        Present(key, name or handle, since, bool(typing))
        for key, name, handle, since, typing in db.session.execute(query).tuples()
    ]


def _upsert(post: Post, user: User, tab: str, typing: bool, moment: datetime) -> ReturningInsert[Any]:
    kept = {"seen_at": moment, "typing": typing}
    row = {"post_id": post.id, "user_id": user.id, "tab": tab, "since": moment, **kept}
    insert = _INSERTS[db.engine.dialect.name](Presence).values(row)
    key = [Presence.post_id, Presence.user_id, Presence.tab]
    upsert: ReturningInsert[Any] = insert.on_conflict_do_update(index_elements=key, set_=kept).returning(
        Presence.since
    )
    return upsert


def _sweep(moment: datetime) -> None:
    """Delete silent rows; those that another sweep holds are left to it."""
    silent = select(Presence.id).where(Presence.seen_at <= _silence(moment)).order_by(Presence.seen_at)
    silent = silent.limit(MOST_SWEPT).with_for_update(skip_locked=True)
    db.session.execute(delete(Presence).where(Presence.id.in_(silent)))


def _silence(moment: datetime) -> datetime:
    """Whoever was not seen since then is gone."""
    return moment - SILENT_AFTER
