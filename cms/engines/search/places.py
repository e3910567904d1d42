"""Asks the index of this database where the answers stand, best first, reading no more of it than it must."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import text

from cms.engines.search.forms import Phrase
from cms.engines.search.tiers import Narrowing, Tier, joined
from cms.extensions import db

TOP = 2**62  # above every place
# How many of the newest texts PostgreSQL looks through before it asks its index for all others: so many, and
# more if one of these answers. Heads are short, whole texts lie outside their rows.
LOOKED = {"head": (500, 3_000), "words": (80, 500)}


# Numbers and words of ours are put in; every value is bound.
_FOUND = (
    "SELECT tier, place, (SELECT post_id FROM search_entry WHERE search_entry.place = found.place) AS post_id"
    " FROM ({} LIMIT :most) AS found"
)
_FTS5 = (
    "SELECT * FROM (SELECT {number} AS tier, rowid AS place FROM search_index"
    " WHERE search_index MATCH :match_{number} AND rowid < :below_{number} AND rowid >= :lowest"
    " ORDER BY rowid DESC LIMIT :most)"
)
_HIT = "{column} @@ CAST(:match_{number} AS tsquery)"
_REFUSED = " AND NOT words @@ CAST(:none_{number} AS tsquery)"
_BETTER = " AND NOT head @@ CAST(:but_{number} AS tsquery)"
_NEWEST = "FROM search_index WHERE place < :below_{number} AND place >= :lowest ORDER BY place DESC"
_LOOKED = (
    "(SELECT CASE WHEN count(*) > 0 THEN {more} ELSE {few} END"
    " FROM (SELECT head, words {newest} LIMIT {few}) AS few WHERE {hit})"
)
# The newest are looked through, where common words are found at once; then the index is asked for the rest.
# OFFSET 0 keeps the planner from walking through all texts in the hope of early hits, + 0 from reading an
# index of all places.
_WITHIN = (
    "(SELECT {number} AS tier, place FROM (SELECT place, head, words {newest} LIMIT {window}) AS newest"
    " WHERE {hit} ORDER BY place DESC LIMIT :most)"
)
_OLDER = (
    " UNION ALL (SELECT {number}, place FROM (SELECT place FROM search_index WHERE {hit}"
    " AND place + 0 >= :lowest AND place + 0 <= (SELECT place {newest} OFFSET {window} LIMIT 1) OFFSET 0)"
    " AS older ORDER BY place DESC LIMIT :most)"
)


@dataclass(frozen=True)
class Place:
    """Where an answer stands in the results: the tier, then how new it is.

    `top`: the place below which the texts lie that are looked at, where it is a part of them.
    """

    tier: int
    place: int
    post_id: int = 0
    top: int = TOP

    def comes_after(self, other: "Place") -> bool:
        return (self.tier, -self.place) > (other.tier, -other.place)


def places(
    tiers: list[Tier], narrowing: Narrowing, after: Place | None, most: int, floor: int | None = None
) -> list[Place]:
    """At most so many, those behind `after` and not below `floor`.

    One statement, which reads a tier when those before it are done.
    """
    part = _sqlite if db.engine.dialect.name == "sqlite" else _postgresql
    lowest = max(narrowing.lowest, -TOP if floor is None else floor)
    values: dict[str, Any] = {"most": most, "lowest": lowest}
    selects = []
    for number, tier in enumerate(tiers):
        if after and number < after.tier:
            continue
        top = (after.place if number == after.tier else after.top) if after else TOP
        values[f"below_{number}"] = min(top, narrowing.highest)
        select, its_values = part(number, tier, floor is not None)
        selects.append(select)
        values |= its_values
    rows = db.session.execute(text(_FOUND.format(" UNION ALL ".join(selects))), values)
    return sorted((Place(*row) for row in rows if row.post_id), key=lambda it: (it.tier, -it.place))


def _sqlite(number: int, tier: Tier, _floored: bool) -> tuple[str, dict[str, Any]]:
    return _FTS5.format(number=number), {f"match_{number}": _matching(tier)}


def _matching(tier: Tier) -> str:
    match = f"({joined(tier.every, 'OR', 'AND', fts5)})"
    if tier.none:
        match += f" NOT ({' OR '.join(map(fts5, chain(*tier.none)))})"
    return f"({match}) NOT ({joined(tier.but, 'OR', 'AND', fts5)})" if tier.but else match


def fts5(words: Phrase) -> str:
    """A phrase as FTS5 has it. Words are letters, digits and colons alone."""
    return f'"{" ".join(words)}"'


def _postgresql(number: int, tier: Tier, floored: bool) -> tuple[str, dict[str, Any]]:
    column = "head" if tier.in_head else "words"
    hit = _HIT.format(column=column, number=number)
    values = {f"match_{number}": joined(tier.every, "|", "&", tsquery)}
    if tier.none:
        hit += _REFUSED.format(number=number)
        values[f"none_{number}"] = " | ".join(map(tsquery, chain(*tier.none)))
    if tier.but:
        hit += _BETTER.format(number=number)
        values[f"but_{number}"] = joined(tier.but, "|", "&", tsquery)
    newest = _NEWEST.format(number=number)
    if floored:  # all that lies above it is looked through
        return _WITHIN.format(hit=hit, number=number, newest=newest, window="ALL"), values
    few, more = LOOKED[column]
    window = _LOOKED.format(hit=hit, newest=newest, few=few, more=more)
    return (_WITHIN + _OLDER).format(hit=hit, number=number, newest=newest, window=window), values


def tsquery(words: Phrase) -> str:
    """A phrase as PostgreSQL has it."""
    return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"
