"""ReviewRequest: one round of review, from the asking to the answer."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.post import Post
from cms.models.revision import ReviewState
from cms.models.types import enum_column
from cms.models.user import User


class ReviewRequest(Base):
    """Of the revision `version`; without a reviewer it waits for whoever may review.

    Open until `settled_at`; then `verdict` says how it ended: `draft` that it was withdrawn, none at all
    that the text was published without one.
    """

    __tablename__ = "review_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    version: Mapped[int]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None] = mapped_column()
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    verdict: Mapped[ReviewState | None] = mapped_column(enum_column(ReviewState, "verdict"))
    answer: Mapped[str] = mapped_column(String(500), default="")

    post: Mapped[Post] = relationship()
    asked_by: Mapped[User | None] = relationship(foreign_keys=asked_by_id)
    reviewer: Mapped[User | None] = relationship(foreign_keys=reviewer_id)
    settled_by: Mapped[User | None] = relationship(foreign_keys=settled_by_id)

    __table_args__ = (
        # At most one open round a post; the same index finds those that wait.
        Index(
            "uq_review_request_open",
            post_id,
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
        Index("ix_review_request_post", post_id, id),
        Index("ix_review_request_reviewer", reviewer_id, settled_at, id),
    )
