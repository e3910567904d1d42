"""Note: a remark on a passage of a revision, by a colleague or by the holder of a preview link."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.post import Post
from cms.models.preview_link import PreviewLink
from cms.models.user import User


class Note(Base):
    """`quote` is the passage with a little of what stands around it, so that later revisions find it again.

    See TextQuoteSelector in the W3C's Web Annotation Data Model. An empty quote means the whole text.
    """

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    version: Mapped[int]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("note.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    # A guest came by a preview link and gave a name.
    guest_name: Mapped[str] = mapped_column(String(120), default="")
    link_id: Mapped[int | None] = mapped_column(
        ForeignKey("preview_link.id", ondelete="SET NULL"), index=True
    )
    quote: Mapped[str] = mapped_column(String(1000), default="")
    before: Mapped[str] = mapped_column(String(100), default="")
    after: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None] = mapped_column()
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)

    post: Mapped[Post] = relationship()
    author: Mapped[User | None] = relationship(foreign_keys=author_id)
    settled_by: Mapped[User | None] = relationship(foreign_keys=settled_by_id)
    link: Mapped[PreviewLink | None] = relationship()

    __table_args__ = (Index("ix_note_post", post_id, created_at, id),)

    @property
    def display_name(self) -> str:
        """Whose remark it is."""
        return self.author.display_name if self.author else self.guest_name

    def __str__(self) -> str:
        return f"#{self.id}"
