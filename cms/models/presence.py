"""Presence: somebody has the form of a post open, in one window of theirs."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base
from cms.models.post import Post
from cms.models.user import User


class Presence(Base):
    """`tab` is what the window calls itself. A row that was not seen for a while means nothing any more."""

    __tablename__ = "presence"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    tab: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime] = mapped_column()
    seen_at: Mapped[datetime] = mapped_column(index=True)
    typing: Mapped[bool] = mapped_column(default=False)

    post: Mapped[Post] = relationship()
    user: Mapped[User] = relationship()

    __table_args__ = (UniqueConstraint("post_id", "user_id", "tab"),)
