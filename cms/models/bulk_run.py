"""BulkRun: one bulk action that was carried out, with what it takes to undo it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base, now


class BulkRun(Base):
    """`steps`: for each record done its `id`, how it stood `before`, and how it was `left`."""

    __tablename__ = "bulk_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    screen: Mapped[str] = mapped_column(String(40))
    act: Mapped[str] = mapped_column(String(40))
    steps: Mapped[list] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None] = mapped_column()

    def __str__(self) -> str:
        return f"{self.screen}.{self.act}"
