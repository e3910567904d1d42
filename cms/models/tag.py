"""Tag, and its association with posts, which carries what tag pages sort by."""

import unicodedata
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, validates

from cms.models.base import Base


def folded(name: str) -> str:
    """What makes two spellings of a name the same tag."""
    return unicodedata.normalize("NFKC", name).casefold()


class Tag(Base):
    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    # The name however it is capitalised, in any script: databases fold only ASCII alike.
    key: Mapped[str] = mapped_column(String(300), unique=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    description: Mapped[str] = mapped_column(String(500), default="")

    # The search index knows tags by their number: SQLite must not give one a second time.
    __table_args__ = {"sqlite_autoincrement": True}

    @validates("name")
    def _fold_name(self, _attribute: str, name: str) -> str:
        self.key = folded(name)
        return name

    def __str__(self) -> str:
        return self.name


class PostTag(Base):
    """published_at repeats a live post's, else is NULL: a tag page is one index range."""

    __tablename__ = "post_tag"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
    published_at: Mapped[datetime | None] = mapped_column()

    __table_args__ = (Index("ix_post_tag_listing", tag_id, published_at.desc(), post_id.desc()),)
