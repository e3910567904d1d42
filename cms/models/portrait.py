"""Portrait: the picture of a person in one size, drawn anew from what was sent."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base
from cms.models.user import User


class Portrait(Base):
    """`size` is the length of a side in pixels; `digest` is that of `User.portrait`, the same for both sizes.

    In the database, so that every node has it and a backup is whole: it is a few kilobytes of WebP.
    """

    __tablename__ = "portrait"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(32))
    file: Mapped[bytes] = mapped_column(LargeBinary)

    user: Mapped[User] = relationship()
