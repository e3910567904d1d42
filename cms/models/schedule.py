"""Schedule: what shall happen to a post at a moment, as a row."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from cms.models.base import Base, now
from cms.models.post import Post
from cms.models.types import enum_column
from cms.models.user import User


class ScheduledVerb(StrEnum):
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"


class Schedule(Base):
    """The revision by its number; the row is deleted when it has been carried out.

    `next_at` is when the worker tries: `at`, or later when it stumbled. `by_system` tells what the operator
    planned from what somebody did whose account is gone.
    """

    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("post_id", "verb"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    version: Mapped[int]
    verb: Mapped[ScheduledVerb] = mapped_column(enum_column(ScheduledVerb, "verb"))
    at: Mapped[datetime] = mapped_column(index=True)
    next_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    by_system: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    post: Mapped[Post] = relationship()
    by: Mapped[User | None] = relationship()

    @validates("at")
    def _try_then(self, _name: str, at: datetime) -> datetime:
        self.next_at, self.attempts = at, 0
        return at

    @validates("by_id")
    def _note_system(self, _name: str, by_id: int | None) -> int | None:
        self.by_system = by_id is None
        return by_id
