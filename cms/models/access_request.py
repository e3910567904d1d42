"""AccessRequest: somebody asks the owners for a permission that they were refused for lack of."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.user import User


class AccessRequest(Base):
    """`granted` is NULL until it is answered. `noun`, `record_id` and `record_label`: where it was missed."""

    __tablename__ = "access_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    permission: Mapped[str] = mapped_column(String(60))
    noun: Mapped[str] = mapped_column(String(40), default="")
    record_id: Mapped[int | None] = mapped_column()
    record_label: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    answered_at: Mapped[datetime | None] = mapped_column()
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    granted: Mapped[bool | None] = mapped_column()
    role_name: Mapped[str] = mapped_column(String(80), default="")
    answer: Mapped[str] = mapped_column(String(500), default="")

    user: Mapped[User] = relationship(foreign_keys=user_id)
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id)

    __table_args__ = (
        CheckConstraint("(granted IS NULL) = (answered_at IS NULL)", name="answered_whole"),
        # Nobody asks twice for the same; the same index finds what waits.
        Index(
            "uq_access_request_open",
            user_id,
            permission,
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
        Index("ix_access_request_answered", answered_at, id),
        Index("ix_access_request_user", user_id, id),
        Index("ix_access_request_answered_by_id", answered_by_id),
    )

    def __str__(self) -> str:
        return self.permission
