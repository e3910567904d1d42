"""PreviewLink: an address that shows a post before it is published, to whoever holds it, for a while."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.post import Post, PostStatus
from cms.models.user import User


class PreviewLink(Base):
    """`version` is the revision it shows; NULL: always the newest. `key` is what the signed address holds."""

    __tablename__ = "preview_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(43), unique=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    version: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(120), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column()
    revoked_at: Mapped[datetime | None] = mapped_column()

    post: Mapped[Post] = relationship()
    by: Mapped[User | None] = relationship()

    def opens_at(self, moment: datetime) -> bool:
        """Whether its address shows the text at that moment; what is in the trash is shown to nobody."""
        trashed = self.post.status == PostStatus.TRASHED
        return self.revoked_at is None and self.expires_at > moment and not trashed

    def __str__(self) -> str:
        return self.label or f"#{self.id}"
