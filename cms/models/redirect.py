"""Redirect: an old address and where it leads now."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.post import Post


class Redirect(Base):
    """`path` may carry a query. It leads to a post, wherever that lives now, or to `target`."""

    __tablename__ = "redirect"
    __table_args__ = (
        CheckConstraint("(post_id IS NULL) != (target IS NULL)", name="one_destination"),
        CheckConstraint("path LIKE '/%'", name="path_rooted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(500), unique=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    target: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(default=now)

    post: Mapped[Post | None] = relationship()
