"""One run of an import: whose records come in, who brings them, and which came in before."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from cms.actions.importing.pictures import Pictures
from cms.extensions import db
from cms.models import ImportRecord

_LONGEST_KEY = 255


@dataclass(frozen=True)
class Job:
    """`source` tells one foreign site from another: the same number means something else there."""

    source: str
    by: Any
    pictures: Pictures = field(default_factory=dict)

    def record_id(self, noun: str, key: str) -> int | None:
        """What the foreign record became, if it ever came in; ours may have been deleted since."""
        row = self._row(noun, key)
        return row.record_id if row else None

    def remember(self, noun: str, key: str, record_id: int) -> None:
        """Note that the foreign record is ours now."""
        row = self._row(noun, key)
        if row:
            row.record_id = record_id
            return
        db.session.add(
            ImportRecord(source=self.source, noun=noun, key=key[:_LONGEST_KEY], record_id=record_id)
        )

    def _row(self, noun: str, key: str) -> ImportRecord | None:
        return db.session.scalars(
            select(ImportRecord).where(
                ImportRecord.source == self.source,
                ImportRecord.noun == noun,
                ImportRecord.key == key[:_LONGEST_KEY],
            )
        ).one_or_none()
