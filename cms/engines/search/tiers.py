"""A question as three, each answered newest first: in the title; in title, summary or tags; anywhere."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cms.engines.search.documents import (
    ANYWHERE,
    HEAD,
    TITLE,
    author_hint,
    kind_hint,
    place_of,
    status_hint,
    tag_hint,
)
from cms.engines.search.forms import Phrase, Seeking, Sought
from cms.models import PostKind, PostStatus


@dataclass(frozen=True)
class Narrowing:
    """What the index need not look at, because the query of who asks leaves it out anyway."""

    kind: PostKind | None = None
    status: PostStatus | None = None
    without: PostStatus | None = None
    author_id: int | None = None
    tag_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def lowest(self) -> int:
        return place_of(self.since) if self.since else -(2**62)

    @property
    def highest(self) -> int:
        """The place that all must lie below."""
        return place_of(self.until) if self.until else 2**62

    def hints(self) -> list[str]:
        given = (
            kind_hint(self.kind) if self.kind else "",
            status_hint(self.status) if self.status else "",
            author_hint(self.author_id) if self.author_id else "",
            tag_hint(self.tag_id) if self.tag_id else "",
        )
        return [hint for hint in given if hint]


@dataclass(frozen=True)
class Tier:
    """Each of `every` must be found, none of `none`. `in_head`: the head of a document says it."""

    in_head: bool
    every: tuple[tuple[Phrase, ...], ...]
    none: tuple[tuple[Phrase, ...], ...] = ()
    but: tuple[tuple[Phrase, ...], ...] = ()


def tiers(sought: Seeking, narrowing: Narrowing, ranked: bool = True) -> list[Tier]:
    """The three, each without what the one before it has; unranked the last alone, whole.

    `but` is what all of must not be found: the better answers.
    """
    hints = tuple(((hint,),) for hint in narrowing.hints())
    refused = ((status_hint(narrowing.without),),) if narrowing.without else ()
    unwanted = tuple(_group(it, ANYWHERE) for it in sought.unwanted)
    never = (*unwanted, refused) if refused else unwanted
    title = tuple(_group(it, TITLE, tagged=False) for it in sought.wanted)
    head = tuple(_group(it, HEAD) for it in sought.wanted)
    anywhere = tuple(_group(it, ANYWHERE) for it in sought.wanted)
    if not ranked:
        return [Tier(False, (*anywhere, *hints), never)]
    return [
        Tier(True, (*title, *hints), never),
        Tier(True, (*head, *hints), never, title),
        Tier(False, (*anywhere, *hints), never, head),
    ]


def _group(sought: Sought, mark: str, tagged: bool = True) -> tuple[Phrase, ...]:
    phrases = tuple(tuple(mark + word for word in phrase) for phrase in sought.phrases)
    return (*phrases, *((tag,) for tag in sought.tags)) if tagged else phrases


def joined(
    groups: Iterable[Sequence[Phrase]], either: str, both: str, phrase: Callable[[Phrase], str]
) -> str:
    """Groups as a condition: any phrase of a group, all of the groups."""
    return f" {both} ".join(f"({f' {either} '.join(map(phrase, group))})" for group in groups)
