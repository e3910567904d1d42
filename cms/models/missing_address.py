"""MissingAddress: an address of this site that people asked for in vain, and how often."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base


class MissingAddress(Base):
    """Nothing in it tells who asked: no query, and of the page that led there only the host."""

    __tablename__ = "missing_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(500), unique=True)
    count: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime] = mapped_column()
    last_at: Mapped[datetime] = mapped_column()
    referrer: Mapped[str] = mapped_column(String(255), default="")
    # Somebody has looked at it and wants to hear no more of it.
    ignored: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        CheckConstraint("path LIKE '/%'", name="path_rooted"),
        Index("ix_missing_address_count", ignored, count.desc(), id.desc()),
        Index("ix_missing_address_last_at", ignored, last_at.desc(), id.desc()),
    )

    def __str__(self) -> str:
        return self.path
