"""Comment: a member's or a guest's words under a post, in threads."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.post import Post
from cms.models.types import SanitisedComment, enum_column
from cms.models.user import User


class CommentStatus(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    SPAM = "spam"
    TRASHED = "trashed"


class Comment(Base):
    """`root_id`: what opened the thread (NULL on that one itself); `depth`: the distance from it.

    `source` is the text as it was typed, `body` what was made of it; `reasons` say how `score` came about.
    `withdrawn_at`: its writer has deleted it, and it stands there for the answers beneath.
    """

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    root_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    depth: Mapped[int] = mapped_column(default=0)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    author_name: Mapped[str] = mapped_column(String(120), default="")
    author_email: Mapped[str] = mapped_column(String(255), default="")
    author_url: Mapped[str] = mapped_column(String(500), default="")
    body: Mapped[str] = mapped_column(SanitisedComment)
    source: Mapped[str] = mapped_column(Text, default="", server_default="")
    status: Mapped[CommentStatus] = mapped_column(
        enum_column(CommentStatus, "status"), default=CommentStatus.PENDING
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None] = mapped_column()
    withdrawn_at: Mapped[datetime | None] = mapped_column()
    score: Mapped[int] = mapped_column(default=0, server_default="0")
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    # Of the words without case and marks: by it the same text is found again.
    text_digest: Mapped[str] = mapped_column(String(64), default="", server_default="")
    wants_answers: Mapped[bool] = mapped_column(default=False, server_default=false())
    # When the writer of what it answers got a mail about it.
    told_at: Mapped[datetime | None] = mapped_column()

    post: Mapped[Post] = relationship()
    author: Mapped[User | None] = relationship()
    parent: Mapped["Comment | None"] = relationship(foreign_keys=parent_id, remote_side=id)

    __table_args__ = (
        Index("ix_comment_thread", post_id, status, root_id, created_at, id),
        Index("ix_comment_root", root_id, status, created_at, id),
        Index("ix_comment_queue", status, created_at.desc(), id.desc()),
        Index("ix_comment_newest", created_at.desc(), id.desc()),
        Index("ix_comment_author", author_id, status),
        Index("ix_comment_writer", author_id, id),
        Index(
            "ix_comment_guest",
            author_email,
            status,
            sqlite_where=text("author_id IS NULL"),
            postgresql_where=text("author_id IS NULL"),
        ),
        Index("ix_comment_same", text_digest, created_at),
    )

    @property
    def display_name(self) -> str:
        """Whose words the public reads: a member's present name, or the one a guest gave."""
        return self.author.display_name if self.author else self.author_name

    def __str__(self) -> str:
        return f"#{self.id}"
