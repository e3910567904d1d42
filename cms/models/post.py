"""Post: a post or a page, exactly as visitors see it (or would, before its first publication)."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.tag import PostTag, Tag
from cms.models.types import enum_column
from cms.models.user import User
from cms.models.written import Written

if TYPE_CHECKING:
    from cms.models.revision import Revision


class PostKind(StrEnum):
    POST = "post"
    PAGE = "page"


class PostStatus(StrEnum):
    UNPUBLISHED = "unpublished"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    TRASHED = "trashed"


class Post(Written, Base):
    __tablename__ = "post"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PostKind] = mapped_column(enum_column(PostKind, "kind"), default=PostKind.POST)
    locale: Mapped[str] = mapped_column(String(20), default="en")
    translation_key: Mapped[str | None] = mapped_column(String(36), index=True)
    body_text: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[PostStatus] = mapped_column(
        enum_column(PostStatus, "status"), default=PostStatus.UNPUBLISHED
    )
    published_at: Mapped[datetime | None] = mapped_column()
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="RESTRICT"))
    # Numbers of revisions: the newest one, and the one that this row shows.
    version: Mapped[int] = mapped_column(default=0)
    live_version: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    # Since when it lies in the trash; the worker purges the trash by this.
    trashed_at: Mapped[datetime | None] = mapped_column(index=True)

    author: Mapped[User] = relationship()
    tags: Mapped[list[Tag]] = relationship(
        secondary=PostTag.__table__, viewonly=True, order_by=Tag.name, lazy="raise_on_sql"
    )
    revisions: Mapped[list["Revision"]] = relationship(
        back_populates="post", order_by="Revision.number.desc()", lazy="raise_on_sql", passive_deletes=True
    )

    __table_args__ = (
        # The slug comes first: visitors' addresses name no language.
        UniqueConstraint("slug", "kind", "locale"),
        CheckConstraint("length(slug) > 0", name="slug_given"),
        CheckConstraint("status != 'published' OR published_at IS NOT NULL", name="published_dated"),
        CheckConstraint("live_version <= version", name="live_version_exists"),
        # Public lists: newest first; an author's, likewise. Back-office lists: last changed first.
        Index("ix_post_public", kind, status, published_at.desc(), id.desc()),
        Index("ix_post_author_public", author_id, kind, status, published_at.desc(), id.desc()),
        # The few that the home page begins with, wherever they stand in time.
        Index(
            "ix_post_pinned",
            "pinned",
            kind,
            status,
            published_at.desc(),
            id.desc(),
            sqlite_where=text("pinned = 1"),
            postgresql_where=text("pinned"),
        ),
        Index("ix_post_changed", kind, updated_at.desc(), id.desc()),
        Index("ix_post_status_changed", kind, status, updated_at.desc(), id.desc()),
        Index("ix_post_title", kind, "title", id),
        Index("ix_post_dated", kind, published_at.desc(), id.desc()),
        Index("ix_post_author_changed", author_id, kind, updated_at.desc(), id.desc()),
    )

    @property
    def is_live(self) -> bool:
        """Whether visitors can read it."""
        return self.status == PostStatus.PUBLISHED

    @property
    def has_changes(self) -> bool:
        """Whether a newer revision than the published one is waiting."""
        return self.is_live and self.version != self.live_version

    @property
    def path(self) -> str:
        """Its public address on this site."""
        return f"/posts/{self.slug}" if self.kind == PostKind.POST else f"/{self.slug}"

    @classmethod
    def live(cls, kind: PostKind = PostKind.POST) -> Select["Post"]:
        """What visitors may read of one kind, newest first."""
        return (
            select(cls)
            .where(cls.kind == kind, cls.status == PostStatus.PUBLISHED)
            .order_by(cls.published_at.desc(), cls.id.desc())
        )

    def __str__(self) -> str:
        return self.title
