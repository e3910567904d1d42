"""ImportRecord: which foreign record became which of ours, so that an import can run again."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base


class ImportRecord(Base):
    __tablename__ = "import_record"
    __table_args__ = (UniqueConstraint("source", "noun", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(255))
    noun: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(255))
    record_id: Mapped[int]
