"""How far back a question looks: phrases of words that stand everywhere are sought in a part of the texts."""

from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import select, text

from cms.engines.search.places import TOP, Place, fts5, tsquery
from cms.engines.search.tiers import Tier, joined
from cms.engines.search.writing import ENTRY
from cms.extensions import db

WINDOW = 500  # the newest texts, which tell how common words are
CHUNK = 5_000  # texts in which such a phrase is sought at once
COMMON = 10  # of the newest WINDOW texts hold all of its words

_SQLITE = (
    "SELECT count(*) FROM search_index WHERE search_index MATCH :match AND rowid >= :floor AND rowid < :top"
)
_POSTGRESQL = (
    "SELECT count(*) FROM"
    " (SELECT words FROM search_index WHERE place < :top ORDER BY place DESC LIMIT :window) AS newest"
    " WHERE words @@ CAST(:match AS tsquery)"
)


@dataclass(frozen=True)
class Reach:
    """The places looked at: below `top`, and unless all the way down, from `floor` up."""

    top: int = TOP
    floor: int | None = None

    def further(self) -> Place | None:
        """Where the next part begins."""
        return None if self.floor is None else Place(0, self.floor, top=self.floor)


def reach_of(tier: Tier, after: Place | None) -> Reach:
    """How far to look; `tier` is the last, which holds the answers of the others."""
    top = after.top if after else TOP
    if not any(len(phrase) > 1 for phrase in chain(*tier.every)):
        return Reach(top)
    newest = _place_below(top, WINDOW)
    if newest is None or not _is_common(tier, top, newest):
        return Reach(top)
    return Reach(top, _place_below(top, CHUNK))


def _place_below(top: int, count: int) -> int | None:
    """The place of the text so many further down, if there are as many."""
    further = select(ENTRY.c.place).where(ENTRY.c.place < top).order_by(ENTRY.c.place.desc())
    return db.session.scalar(further.offset(count).limit(1))


def _is_common(tier: Tier, top: int, floor: int) -> bool:
    """Whether many of the newest texts hold all the words, together or not."""
    apart = replace(tier, every=tuple(chain.from_iterable(map(_apart, tier.every))), none=(), but=())
    sqlite = db.engine.dialect.name == "sqlite"
    either, both, phrase = ("OR", "AND", fts5) if sqlite else ("|", "&", tsquery)
    match = joined(apart.every, either, both, phrase)
    values = {"match": match, "top": top, **({"floor": floor} if sqlite else {"window": WINDOW})}
    return (db.session.scalar(text(_SQLITE if sqlite else _POSTGRESQL), values) or 0) >= COMMON


def _apart(group: tuple[tuple[str, ...], ...]) -> list[tuple[tuple[str, ...], ...]]:
    """The words of a group's phrases, each by itself: one group for each place in a phrase."""
    longest = max(map(len, group))
    return [tuple((phrase[min(place, len(phrase) - 1)],) for phrase in group) for place in range(longest)]
