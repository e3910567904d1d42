"""Runs of the import, and what they left."""

from typing import Any

from sqlalchemy import func, select

from cms.actions.importing import Report, import_wordpress
from cms.extensions import db as database
from cms.models import Post, Revision
from cms.rules.permissions import SYSTEM
from tests.wxr import export, stream


def bring(*records: str, by: Any = SYSTEM) -> Report:
    return bring_file(export(*records), by=by)


def bring_file(data: bytes, by: Any = SYSTEM) -> Report:
    report = Report()
    import_wordpress(stream(data), report, by=by, commit=database.session.commit)
    return report


def brought(*records: str) -> Post:
    bring(*records)
    return database.session.scalars(select(Post)).one()


def tags_on(post: Post) -> list[str]:
    database.session.refresh(post, ["tags"])
    return [tag.name for tag in post.tags]


def first_revision(post: Post) -> Revision:
    return database.session.scalars(select(Revision).where(Revision.post_id == post.id)).one()


def counted(model: type) -> int:
    return database.session.scalar(select(func.count()).select_from(model)) or 0
