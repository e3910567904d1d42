"""What an import found and what became of it, counted per kind of record."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Count:
    """`skipped` counts by the reason, a sentence's fragment for people."""

    found: int = 0
    imported: int = 0
    present: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


class Report:
    """Every record that was found was imported, present already, or skipped for a reason."""

    def __init__(self) -> None:
        self.counts: dict[str, Count] = {}

    def imported(self, kind: str) -> None:
        self._found(kind).imported += 1

    def present(self, kind: str, times: int = 1) -> None:
        if times:
            self._found(kind, times).present += times

    def skipped(self, kind: str, reason: str) -> None:
        self._found(kind).skipped[reason] += 1

    def add(self, other: "Report") -> None:
        """Count what the other one counted, too."""
        for kind, count in other.counts.items():
            mine = self._found(kind, count.found)
            mine.imported += count.imported
            mine.present += count.present
            mine.skipped.update(count.skipped)

    def _found(self, kind: str, times: int = 1) -> Count:
        count = self.counts.setdefault(kind, Count())
        count.found += times
        return count
