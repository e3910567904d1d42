"""The HTML of three versions merged: by block, within an element by its blocks, and then by words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from cms.tools.merging.markup import are_alike, blocks_of, is_balanced, is_loose, lasting, opened, prose_of
from cms.tools.merging.results import Hunk, MergedText, Side
from cms.tools.merging.threeway import Chunk, Parted, chunks
from cms.tools.merging.words import merge_words

Part = str | Hunk
Three = tuple[str, str, str]

# Beyond this many characters a stretch both sides changed is laid side by side, not searched word by word.
LONGEST_BY_WORDS = 60_000
# How many elements within each other are merged by their blocks.
DEEPEST = 20


def merge_body(base: str, mine: str, theirs: str) -> MergedText:
    """All changes of both sides; hunks where they contradict each other.

    Balanced versions give a balanced text, whatever is chosen for the hunks.
    """
    settled = Chunk([base], [mine], [theirs]).settled
    if settled is not None:
        return MergedText((tuple(settled),))
    levels = DEEPEST if all(map(is_balanced, (base, mine, theirs))) else 0
    merged = _numbered(_by_blocks((base, mine, theirs), levels))
    return (
        merged if _loses_nothing(merged, (base, mine, theirs)) else _numbered(_as_one((base, mine, theirs)))
    )


def _loses_nothing(merged: MergedText, texts: Three) -> bool:
    """Whether a word that nobody removed stays, whichever side is chosen."""
    if merged.is_clean:
        return True
    kept = lasting(*texts)
    return all(kept <= prose_of(merged.as_if(side)) for side in (Side.MINE, Side.THEIRS))


def _as_one(texts: Three) -> Iterator[list[Part]]:
    """One hunk from the first block that anybody changed to the last."""
    base, mine, theirs = map(blocks_of, texts)
    shortest = min(map(len, (base, mine, theirs)))
    first = next((at for at in range(shortest) if not base[at] == mine[at] == theirs[at]), shortest)
    rest = range(1, shortest - first + 1)
    last = next((at for at in rest if not base[-at] == mine[-at] == theirs[-at]), len(rest) + 1) - 1
    yield list(base[:first])
    yield [Hunk(0, *("".join(blocks[first : len(blocks) - last]) for blocks in (base, mine, theirs)))]
    yield list(base[len(base) - last :])


def _by_blocks(texts: Three, levels: int) -> Iterator[list[Part]]:
    base, mine, theirs = map(blocks_of, texts)
    # Text in no block would run into its neighbour, so changes that touch are then one.
    parted: Parted | None = (lambda _: False) if any(map(is_loose, (*base, *mine, *theirs))) else None
    found = list(chunks(base, mine, theirs, parted))
    contested = _contested(found)
    for chunk in found:
        if chunk.settled is None:
            yield from (_settled_or_closer(row, levels) for row in _one_by_one(chunk))
        else:
            yield [_whole(chunk)] if _moved_away(chunk, contested) else list(chunk.settled)


def _contested(found: Iterable[Chunk]) -> Counter[str]:
    """The words one side brings to where both wrote."""
    words: Counter[str] = Counter()
    for chunk in found:
        if chunk.settled is None:
            base, mine, theirs = (prose_of("".join(blocks)) for blocks in chunk.three)
            words += (mine - base) + (theirs - base)
    return words


def _moved_away(chunk: Chunk, contested: Counter[str]) -> bool:
    """Whether most of what a side removed here stands where somebody may choose against it."""
    if not contested or chunk.mine == chunk.theirs:
        return False
    removed = prose_of("".join(chunk.base)) - prose_of("".join(chunk.settled or ()))
    return 2 * (removed & contested).total() >= max(removed.total(), 1)


def _settled_or_closer(chunk: Chunk, levels: int) -> list[Part]:
    settled = chunk.settled
    return _closer(chunk, levels) if settled is None else list(settled)


def _one_by_one(chunk: Chunk) -> list[Chunk]:
    """Each block by itself when both sides kept their number and half the words of every one."""
    if len(chunk.base) < 2 or len(set(map(len, chunk.three))) > 1:
        return [chunk]
    rows = [Chunk([base], [mine], [theirs]) for base, mine, theirs in zip(*chunk.three, strict=True)]
    return rows if all(row.settled is not None or _is_one_block(row) for row in rows) else [chunk]


def _is_one_block(row: Chunk) -> bool:
    return are_alike(row.base[0], row.mine[0]) and are_alike(row.base[0], row.theirs[0])


def _closer(chunk: Chunk, levels: int) -> list[Part]:
    """Blocks both sides changed: inside the element when it is one and the same, else by words."""
    shell = _shell(chunk) if levels else None
    if shell is None:
        return _by_words(chunk)
    opening, inner, closing = shell
    return [opening, *(part for stretch in _by_blocks(inner, levels - 1) for part in stretch), closing]


def _shell(chunk: Chunk) -> tuple[str, Three, str] | None:
    """The one element that all three consist of, and what it encloses in each."""
    if set(map(len, chunk.three)) != {1}:
        return None
    base, mine, theirs = (opened(blocks[0]) for blocks in chunk.three)
    if not base or not mine or not theirs or not base[0] == mine[0] == theirs[0]:
        return None
    return base[0], (base[1], mine[1], theirs[1]), base[2]


def _by_words(chunk: Chunk) -> list[Part]:
    """The words of both sides where that can be told from the text; else one hunk."""
    whole = _whole(chunk)
    texts = (whole.base, whole.mine, whole.theirs)
    parts = merge_words(*texts) if all(texts) and max(map(len, texts)) <= LONGEST_BY_WORDS else None
    return [whole] if parts is None else parts


def _whole(chunk: Chunk) -> Hunk:
    return Hunk(0, *map("".join, chunk.three))


def _numbered(stretches: Iterable[Sequence[Part]]) -> MergedText:
    numbers = count()
    return MergedText(
        tuple(
            tuple(replace(part, number=next(numbers)) if isinstance(part, Hunk) else part for part in parts)
            for parts in filter(None, map(_dense, stretches))
        )
    )


def _dense(parts: Iterable[Part]) -> list[Part]:
    """Neighbouring text as one part."""
    dense: list[Part] = []
    for part in parts:
        if dense and isinstance(part, str) and isinstance(dense[-1], str):
            dense[-1] += part
        else:
            dense.append(part)
    return dense
