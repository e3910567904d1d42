"""Two blocks compared word by word: what is gone, what is new, what only looks different now."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cms.tools.diffing.blocks import Block, Marks, Run, Shape, Token
from cms.tools.diffing.words import rank
from cms.tools.merging.alignment import Edit, edits

# Below this share of same words, a block reads better as replaced than as patched.
LEAST_SAME = 0.25
SAME, GONE, NEW = "same", "gone", "new"


class Change(NamedTuple):
    """Something besides the words: a formatting, a link's address, a picture's alt text, a heading's level.

    None means that there was, or is, nothing of this sort.
    """

    what: str
    before: str | None
    after: str | None


class Piece(NamedTuple):
    """A stretch of words, each as it stands on either side; `changes` is how the two differ."""

    kind: str
    before: tuple[Token, ...] = ()
    after: tuple[Token, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.after or self.before


def pieces_between(before: Block | None, after: Block | None) -> Iterator[Piece]:
    """The pieces in order. A block that stands alone is one piece, gone or new."""
    old, new = before.tokens if before else (), after.tokens if after else ()
    if not old or not new:
        yield from _replaced(old, new)
        return
    found = _tidied(edits([token.key for token in old], [token.key for token in new], rank), old, new)
    if not _reads_well(found, old, new):
        yield from _replaced(old, new)
        return
    low = start = 0
    for edit in [*found, Edit(len(old), len(old), len(new), len(new))]:
        yield from _kept(old[low : edit.low], new[start : edit.start])
        yield from _replaced(old[edit.low : edit.high], new[edit.start : edit.end])
        low, start = edit.high, edit.end


def shape_changes(before: Shape, after: Shape) -> tuple[Change, ...]:
    """What became of the block as a whole."""
    changes = []
    if before.kind != after.kind:
        changes.append(Change("kind", before.kind, after.kind))
    elif before.level != after.level:
        changes.append(Change(f"level of {before.kind}", str(before.level), str(after.level)))
    if before.kind == after.kind and before.numbered != after.numbered:
        changes.append(_switched("numbered", after.numbered))
    if before.quoted != after.quoted:
        changes.append(_switched("quotation", after.quoted > before.quoted))
    return tuple(changes)


def _switched(what: str, is_on: bool) -> Change:
    return Change(what, None, "") if is_on else Change(what, "", None)


def _replaced(old: tuple[Token, ...], new: tuple[Token, ...]) -> Iterator[Piece]:
    if old:
        yield Piece(GONE, before=old)
    if new:
        yield Piece(NEW, after=new)


def _tidied(found: Iterable[Edit], old: Sequence[Token], new: Sequence[Token]) -> list[Edit]:
    """Changes with nothing but a space or a comma between them as one: whole phrases are easier to read."""
    tidy: list[Edit] = []
    for edit in found:
        last = tidy[-1] if tidy else None
        if last and _replaces(last) and _replaces(edit) and _is_faint(old[last.high : edit.low]):
            tidy[-1] = Edit(last.low, edit.high, last.start, edit.end)
        else:
            tidy.append(edit)
    return tidy


def _replaces(edit: Edit) -> bool:
    return edit.low < edit.high and edit.start < edit.end


def _is_faint(tokens: Sequence[Token]) -> bool:
    return all(token.is_space or rank(token.key) for token in tokens)


def _reads_well(found: Iterable[Edit], old: Sequence[Token], new: Sequence[Token]) -> bool:
    gone = {place for edit in found for place in range(edit.low, edit.high)}
    same = sum(place not in gone and not token.is_space for place, token in enumerate(old))
    longest = max(sum(not token.is_space for token in tokens) for tokens in (old, new))
    return same >= LEAST_SAME * longest


def _kept(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Piece]:
    """The same words, parted where they look different from before in another way."""
    both = list(zip(old, new, strict=True))
    for changes, group in groupby(both, lambda pair: _changes(*pair)):
        befores, afters = zip(*group, strict=True)
        yield Piece(SAME, befores, afters, changes)


def _changes(old: Token, new: Token) -> tuple[Change, ...]:
    if old.runs == new.runs:
        return ()
    told = [*_media_changes(old, new), *_mark_changes(_marks(old.runs), _marks(new.runs))]
    return tuple(told) or (Change("formatting", "", ""),)


def _media_changes(old: Token, new: Token) -> Iterator[Change]:
    if old.media and new.media and old.media.alt != new.media.alt:
        yield Change("alt", old.media.alt, new.media.alt)


def _mark_changes(old: Marks, new: Marks) -> Iterator[Change]:
    for name in sorted({mark.name for mark in old ^ new}):
        was, now = (_detail(marks, name) for marks in (old, new))
        yield Change(name, was, now)


def _marks(runs: Iterable[Run]) -> Marks:
    return frozenset().union(*(run.marks for run in runs))


def _detail(marks: Marks, name: str) -> str | None:
    return next((mark.detail for mark in sorted(marks) if mark.name == name), None)
