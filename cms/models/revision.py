"""Revision: an immutable snapshot of everything that an editor can change on a post."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.post import Post
from cms.models.types import enum_column
from cms.models.user import User
from cms.models.written import Written


class ReviewState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"


class Revision(Written, Base):
    """Only its review state ever changes. `tags` holds the tags' names in the order given.

    What is typed and not saved yet makes none: it is an Autosave, which only its author sees.
    One kept `aside` was typed while somebody else saved: it is in nobody's line until its author unites both.
    """

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("post_id", "number"),
        Index("ix_revision_review", "review", "post_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    number: Mapped[int]
    parent: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    note: Mapped[str] = mapped_column(String(500), default="")
    review: Mapped[ReviewState] = mapped_column(enum_column(ReviewState, "review"), default=ReviewState.DRAFT)

    aside: Mapped[bool] = mapped_column(default=False)

    tags: Mapped[list] = mapped_column(default=list)

    post: Mapped[Post] = relationship(back_populates="revisions")
    author: Mapped[User | None] = relationship()
