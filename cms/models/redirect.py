"""Redirect: an old address and where it leads now."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.post import Post
from cms.models.types import enum_column


class RedirectKind(StrEnum):
    """What browsers and search engines are told."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    GONE = "gone"

    @property
    def code(self) -> int:
        return {RedirectKind.PERMANENT: 301, RedirectKind.TEMPORARY: 302, RedirectKind.GONE: 410}[self]


class Redirect(Base):
    """`path` may carry a query. It leads to a post, wherever that lives now, or to `target`, or is gone.

    `hits` are counted in batches: they may lag behind by a minute.
    """

    __tablename__ = "redirect"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(500), unique=True)
    kind: Mapped[RedirectKind] = mapped_column(
        enum_column(RedirectKind, "kind"), default=RedirectKind.PERMANENT
    )
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    target: Mapped[str | None] = mapped_column(String(500), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    hits: Mapped[int] = mapped_column(default=0)
    last_hit_at: Mapped[datetime | None] = mapped_column()

    post: Mapped[Post | None] = relationship()

    __table_args__ = (
        CheckConstraint("(kind = 'gone') = (post_id IS NULL AND target IS NULL)", name="destination_given"),
        CheckConstraint("post_id IS NULL OR target IS NULL", name="one_destination"),
        CheckConstraint("path LIKE '/%'", name="path_rooted"),
        Index("ix_redirect_hits", hits, id),
        Index("ix_redirect_last_hit_at", last_hit_at, id),
    )

    @property
    def destination(self) -> str:
        """The address it leads to; empty where what stood there is gone."""
        return self.post.path if self.post else self.target or ""

    def __str__(self) -> str:
        return self.path
