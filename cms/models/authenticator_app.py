"""AuthenticatorApp: an app that makes a new code every 30 seconds from a secret that it shares with us."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base, now


class AuthenticatorApp(Base):
    """`secret` is sealed. `last_step` is the newest step whose code was accepted: no older one is again.

    It counts as a factor once `confirmed_at` is set, when the person has typed a first code.
    """

    __tablename__ = "authenticator_app"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    secret: Mapped[str] = mapped_column(String(255))
    last_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    confirmed_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]

    def __str__(self) -> str:
        return self.name
