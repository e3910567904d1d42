"""Places in a rehearsal of the site to come: the index is as it was, so what changed is compared by hand."""

from collections.abc import Iterable, Sequence

from cms.engines.search.documents import Document, document_of
from cms.engines.search.forms import Phrase
from cms.engines.search.keeping import changed_aside
from cms.engines.search.places import Place, places
from cms.engines.search.sources import sources_of
from cms.engines.search.tiers import Narrowing, Tier
from cms.extensions import db


def places_now(
    tiers: list[Tier], narrowing: Narrowing, after: Place | None, most: int, floor: int | None = None
) -> list[Place]:
    """The places as they are in this transaction."""
    changed = changed_aside()
    if not changed:
        return places(tiers, narrowing, after, most, floor)
    kept = places(tiers, narrowing, after, most + len(changed), floor)
    sources = sources_of(db.session.connection(), sorted(changed))
    anew = _answering([document_of(source) for source in sources], tiers)
    anew = [
        it
        for it in anew
        if narrowing.lowest <= it.place < narrowing.highest and (after is None or it.comes_after(after))
    ]
    whole = [*(place for place in kept if place.post_id not in changed), *anew]
    return sorted(whole, key=lambda it: (it.tier, -it.place))[:most]


def _answering(documents: Iterable[Document], tiers: Sequence[Tier]) -> list[Place]:
    found = []
    for document in documents:
        number = next((number for number, tier in enumerate(tiers) if _answers(document, tier)), None)
        if number is not None:
            found.append(Place(number, document.place, document.post_id))
    return found


def _answers(document: Document, tier: Tier) -> bool:
    words = [*document.hints, *document.head, *document.text]
    every = all(_holds(words, group) for group in tier.every)
    return every and not any(_holds(words, group) for group in tier.none)


def _holds(words: list[str], group: Iterable[Phrase]) -> bool:
    return any(
        tuple(words[place : place + len(phrase)]) == phrase
        for phrase in group
        for place, word in enumerate(words)
        if word == phrase[0]
    )
