"""GuestComment: what a guest has sent, until the link that was mailed to the given address is opened."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.comment import Comment
from cms.models.post import Post


class GuestComment(Base):
    """It becomes a Comment once confirmed, and goes then. `score` and `reasons` are of when it was sent."""

    __tablename__ = "guest_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(255))
    source: Mapped[str] = mapped_column(Text)
    wants_answers: Mapped[bool] = mapped_column(default=False)
    score: Mapped[int] = mapped_column(default=0)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)

    post: Mapped[Post] = relationship()
    parent: Mapped[Comment | None] = relationship()

    def __str__(self) -> str:
        return f"#{self.id}"
