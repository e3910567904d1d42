"""Event: who did what to which record, when and why. Rows are only ever added."""

from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.user import User


def _actor_given(context: Any) -> int | None:
    number: int | None = context.get_current_parameters().get("actor_id")
    return number


class Event(Base):
    """`record_id` has no foreign key and the labels repeat names: the log outlives what it tells of.

    `actor_id` leads to the account while there is one; `actor_number` is what the seal covers and stays.
    `erased` holds, for each field whose text was taken out, what the seal knows of it.
    """

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
    actor_number: Mapped[int | None] = mapped_column(default=_actor_given)
    salt: Mapped[str] = mapped_column(String(32), default=lambda: token_hex(16))
    digest: Mapped[str | None] = mapped_column(String(64))
    erased: Mapped[dict] = mapped_column(default=dict)
    # No foreign key: a seal that somebody deletes must be missed, not forgotten.
    seal_id: Mapped[int | None] = mapped_column()

    actor: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("ix_event_newest", at.desc(), id.desc()),
        Index("ix_event_record", noun, record_id, id.desc()),
        Index("ix_event_actor", actor_id, id.desc()),
        Index("ix_event_verb", verb, id.desc()),
        Index("ix_event_seal", seal_id, id),
    )

    def __str__(self) -> str:
        return f"{self.verb} #{self.record_id}"
