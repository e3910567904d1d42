"""Three versions of a passage merged word by word, tags never cut."""

from collections import Counter
from collections.abc import Sequence

from cms.tools.merging.markup import is_balanced, is_tag, lasting, prose_of, words_of
from cms.tools.merging.results import Hunk
from cms.tools.merging.threeway import Chunk, Parted, chunks

# More choices than these within one passage read worse than the passage as a whole.
MOST_HUNKS = 3


def merge_words(base: str, mine: str, theirs: str) -> list[str | Hunk] | None:
    """Settled text and hunks; None when no such merge keeps every word and the markup whole."""
    words = words_of(base)
    found = list(chunks(words, words_of(mine), words_of(theirs), _parted_in(words), _rank))
    parts = [_part(chunk) for chunk in found]
    hunks = [part for part in parts if isinstance(part, Hunk)]
    if len(hunks) > MOST_HUNKS or not all(map(_is_closed, hunks)):
        return None
    kept = lasting(base, mine, theirs) if hunks else Counter()
    return parts if all(_holds(found, side, kept) for side in ("base", "mine", "theirs")) else None


def _parted_in(words: Sequence[str]) -> Parted:
    """Beside a tag or white space one change ends and another begins; within a word it would be guessing."""
    return lambda place: any(is_tag(word) or word.isspace() for word in words[max(place - 1, 0) : place + 1])


def _rank(word: str) -> int:
    """Words come before tags: a paragraph's end is like any other, its words are not."""
    return 1 if is_tag(word) else 0


def _part(chunk: Chunk) -> str | Hunk:
    settled = chunk.settled
    if settled is not None:
        return "".join(settled)
    return Hunk(0, *map("".join, chunk.three))


def _is_closed(hunk: Hunk) -> bool:
    return all(map(is_balanced, (hunk.base, hunk.mine, hunk.theirs)))


def _holds(found: Sequence[Chunk], side: str, kept: Counter[str]) -> bool:
    """Whether, with this side chosen, no words are joined or lost in a move and all markup is closed."""
    words = [
        word for chunk in found for word in (getattr(chunk, side) if chunk.settled is None else chunk.settled)
    ]
    text = "".join(words)
    return words_of(text) == words and is_balanced(text) and kept <= prose_of(text)
