"""Event: who did what to which record, when and why. Rows are only ever added."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.user import User


class Event(Base):
    """`record_id` has no foreign key and the labels repeat names: the log outlives what it tells of."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    actor_label: Mapped[str] = mapped_column(String(120), default="")
    verb: Mapped[str] = mapped_column(String(60))
    noun: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int | None] = mapped_column()
    record_label: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    before: Mapped[dict] = mapped_column(default=dict)
    after: Mapped[dict] = mapped_column(default=dict)

    actor: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("ix_event_newest", at.desc(), id.desc()),
        Index("ix_event_record", noun, record_id, id.desc()),
        Index("ix_event_actor", actor_id, id.desc()),
        Index("ix_event_verb", verb, id.desc()),
    )

    def __str__(self) -> str:
        return f"{self.verb} #{self.record_id}"
