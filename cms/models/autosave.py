"""Autosave: what somebody has typed and not saved yet, for nobody else to see."""

from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, String, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.post import Post, PostKind
from cms.models.types import enum_column
from cms.models.user import User
from cms.models.written import Written


class Autosave(Written, Base):
    """One row for a sitting, which is one opening of a form; each autosave takes the place of the one before.

    `turn` counts what was typed in the sitting, so that a request that was overtaken puts nothing back.
    `base` is the number of the revision that was edited; a text without a post was never saved at all.
    """

    __tablename__ = "autosave"
    __table_args__ = (UniqueConstraint("author_id", "sitting"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    sitting: Mapped[str] = mapped_column(String(43))
    kind: Mapped[PostKind] = mapped_column(enum_column(PostKind, "kind"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    base: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(BigInteger, default=0)
    at: Mapped[datetime] = mapped_column(default=now)

    tags: Mapped[list] = mapped_column(default=list)

    author: Mapped[User] = relationship()
    post: Mapped[Post | None] = relationship()

    @classmethod
    def is_of(cls, kind: PostKind, post: Post | None) -> ColumnElement[bool]:
        """Whether it is of this post; None: of one that was never saved."""
        return and_(cls.kind == kind, cls.post_id.is_(None) if post is None else cls.post_id == post.id)

    def __str__(self) -> str:
        return self.title
