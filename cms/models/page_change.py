"""SiteVersion and PageChange: what of the public site has changed, in the order in which it was committed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base, now


class SiteVersion(Base):
    """One row. Who changes what visitors see counts it up last of all, so numbers follow the commits.

    `era` is drawn anew when another database takes this one's place: numbers then mean nothing any more.
    """

    __tablename__ = "site_version"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    era: Mapped[str] = mapped_column(String(32))
    number: Mapped[int] = mapped_column(default=0)

    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)


class PageChange(Base):
    """The change of this number touched every page that depends on the key (cms/engines/pages/keys.py)."""

    __tablename__ = "page_change"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)

    __table_args__ = (Index("ix_page_change_at", at),)
