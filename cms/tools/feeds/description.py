"""What a feed tells, whichever format carries it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FeedEntry:
    """`body` is HTML with absolute addresses; `id` is a URI that stays when the address changes."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    author: str
    author_url: str = ""
    summary: str = ""
    body: str = ""
    image: str = ""
    locale: str = ""
    tags: Sequence[tuple[str, str]] = ()  # term, label


@dataclass(frozen=True)
class Feed:
    """`url` is where the feed stands, `page` what it is a feed of."""

    url: str
    page: str
    title: str
    subtitle: str = ""
    locale: str = ""
    entries: Sequence[FeedEntry] = ()

    @property
    def updated(self) -> datetime:
        """When something in it last changed; long ago where it holds nothing."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def language(locale: str) -> str:
    """A locale as feeds name languages: pt-BR rather than pt_BR."""
    return locale.replace("_", "-")


def moment(at: datetime) -> str:
    """A moment as RFC 3339 writes it, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
