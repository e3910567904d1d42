"""Seal: a batch of events that can't be changed any more without it being seen."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base, now

FIRST_PREVIOUS = "0" * 64  # what the first seal follows


class Seal(Base):
    """A link of the chain: `digest` covers its events and the seal before.

    It stays when its events are removed for their age; `removal` then proves that Masthead itself did that.
    """

    __tablename__ = "seal"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1, 2, 3 … without gaps
    first_id: Mapped[int] = mapped_column()
    last_id: Mapped[int] = mapped_column()
    count: Mapped[int] = mapped_column()
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None] = mapped_column()
    removal: Mapped[str] = mapped_column(String(64), default="")

    def __str__(self) -> str:
        return str(self.id)
