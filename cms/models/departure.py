"""Departure: what one person leaves behind is on its way to another, piece by piece."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.user import User


class Departure(Base):
    """There while it goes on; the log tells of it afterwards.

    `moves`: the posts, plans and reviews go to the target. `deletes`: in the end the account is deleted, and
    with `erases` the name is taken out of the log. `unites`: both were one person, so what was said is the
    target's too. `fault`: why it stopped, for people to read.
    """

    __tablename__ = "departure"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), unique=True)
    target_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    moves: Mapped[bool] = mapped_column(default=True)
    deletes: Mapped[bool] = mapped_column(default=False)
    erases: Mapped[bool] = mapped_column(default=False)
    unites: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(500), default="")
    posts: Mapped[int] = mapped_column(default=0)
    plans: Mapped[int] = mapped_column(default=0)
    reviews: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    fault: Mapped[str] = mapped_column(String(500), default="")

    user: Mapped[User] = relationship(foreign_keys=user_id)
    target: Mapped[User | None] = relationship(foreign_keys=target_id)
    by: Mapped[User | None] = relationship(foreign_keys=by_id)
