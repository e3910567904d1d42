"""Tally: how often somebody tried something, under a name that only this installation can make."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base


class Tally(Base):
    """`key` is a keyed digest: neither addresses nor accounts can be read out of the table."""

    __tablename__ = "tally"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(index=True)
    held_until: Mapped[datetime | None] = mapped_column()
