"""LoginSession: somebody signed in on one device; until it is ended, the device opens the account."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.types import enum_column
from cms.models.user import User


class EndReason(StrEnum):
    SIGNED_OUT = "signed_out"
    BY_PERSON = "by_person"
    BY_OWNER = "by_owner"
    REPORTED = "reported"  # by the link of the mail that told of it
    PASSWORD = "password"  # noqa: S105  # the name of a reason
    ADDRESS = "address"
    FACTORS = "factors"
    DEACTIVATED = "deactivated"
    RESTORED = "restored"


class LoginSession(Base):
    """`key_digest` is the SHA-256 of what the browser's signed cookie holds, so that a copy of the
    database signs nobody in. `device` and `place` are for people to recognise; `place` is no whole address.
    `fresh_at`: when the person last proved who they are. `lasting`: it outlives the browser's window.
    """

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    key_digest: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(120), default="")
    place: Mapped[str] = mapped_column(String(60), default="")
    lasting: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now, index=True)
    fresh_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None] = mapped_column()
    end_reason: Mapped[EndReason | None] = mapped_column(enum_column(EndReason, "end_reason_known"))

    user: Mapped[User] = relationship()

    __table_args__ = (Index("ix_login_session_user", user_id, id.desc()),)

    def is_fresh(self, moment: datetime, within: timedelta) -> bool:
        """Whether the person proved who they are that shortly before."""
        return self.fresh_at > moment - within

    def __str__(self) -> str:
        return self.device or f"#{self.id}"
