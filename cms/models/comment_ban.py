"""CommentBan: who may write no comments: a member, or whoever confirms one address."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.user import User


class CommentBan(Base):
    """A guest's address is kept as a keyed digest alone, and `label` names whom moderators have banned."""

    __tablename__ = "comment_ban"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), unique=True)
    email_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(500), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User | None] = relationship(foreign_keys=user_id)
    by: Mapped[User | None] = relationship(foreign_keys=by_id)

    __table_args__ = (CheckConstraint("(user_id IS NULL) != (email_digest IS NULL)", name="of_somebody"),)

    def __str__(self) -> str:
        return f"#{self.id}"  # no name, so that none stays in the log
