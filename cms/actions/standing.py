"""How a record stands, as short JSON values: noted before and after an act that may be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from cms.extensions import db
from cms.models import Comment, Post, Schedule, User


def standing_of(record: Any) -> dict[str, Any]:
    """What an undo has to bring back; empty for a noun whose acts have no inverse."""
    if isinstance(record, Post):
        return _of_post(record)
    if isinstance(record, Comment):
        return {"status": record.status.value}
    return {"active": record.active} if isinstance(record, User) else {}


def _of_post(post: Post) -> dict[str, Any]:
    return {
        "status": post.status.value,
        "version": post.version,
        "live_version": post.live_version,
        "published_at": _text(post.published_at),
        "trashed_at": _text(post.trashed_at),
        # No two acts happen at the same microsecond, so this tells even of a change that was taken back.
        "updated_at": _text(post.updated_at),
        "plans": _plans(post),
    }


def _plans(post: Post) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(Schedule).where(Schedule.post_id == post.id).order_by(Schedule.id))
    return [
        {"verb": row.verb.value, "version": row.version, "at": _text(row.at), "by": row.by_id} for row in rows
    ]


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
