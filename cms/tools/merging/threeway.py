"""Base, mine and theirs cut into stretches that belong together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cms.tools.merging.alignment import Edit, Rank, edits, one_rank

# Whether, in the base, a change that ends at this place can be told from one that begins there.
Parted = Callable[[int], bool]


@dataclass(frozen=True)
class Chunk:
    """What the same stretch holds in each of the three."""

    base: Sequence[str]
    mine: Sequence[str]
    theirs: Sequence[str]

    @property
    def three(self) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
        return self.base, self.mine, self.theirs

    @property
    def settled(self) -> Sequence[str] | None:
        """What it becomes when at most one side changed it, or both alike."""
        if self.mine == self.theirs or self.theirs == self.base:
            return self.mine
        return self.theirs if self.mine == self.base else None


@dataclass
class _Cluster:
    """Edits of both sides that meet, and the stretch of the base they cover."""

    low: int
    high: int
    mine: list[Edit]
    theirs: list[Edit]


def chunks(
    base: Sequence[str],
    mine: Sequence[str],
    theirs: Sequence[str],
    parted: Parted | None = None,
    rank: Rank = one_rank,
) -> Iterator[Chunk]:
    """Every stretch in order; joined side by side they give the three sequences again.

    Two changes that merely touch are kept apart. With `parted`, only where it agrees, and what one side
    inserts always meets what the other changes beside it.
    """
    place = 0
    for cluster in _clusters(edits(base, mine, rank), edits(base, theirs, rank), parted):
        same = base[place : cluster.low]
        if same:
            yield Chunk(same, same, same)
        yield Chunk(
            base[cluster.low : cluster.high],
            _side(mine, cluster.mine, cluster, base),
            _side(theirs, cluster.theirs, cluster, base),
        )
        place = cluster.high
    if place < len(base):
        yield Chunk(base[place:], base[place:], base[place:])


def _clusters(mine: list[Edit], theirs: list[Edit], parted: Parted | None) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    for edit, is_mine in sorted([(edit, True) for edit in mine] + [(edit, False) for edit in theirs]):
        if not clusters or not _meet(clusters[-1], edit, parted):
            clusters.append(_Cluster(edit.low, edit.high, [], []))
        cluster = clusters[-1]
        cluster.high = max(cluster.high, edit.high)
        (cluster.mine if is_mine else cluster.theirs).append(edit)
    return clusters


def _meet(cluster: _Cluster, edit: Edit, parted: Parted | None) -> bool:
    """`edit` begins nowhere before the cluster does."""
    if edit.low < cluster.high:
        return edit.high > cluster.low
    if edit.low > cluster.high:
        return False
    insertions = (cluster.low == cluster.high) + (edit.low == edit.high)
    if insertions == 2 or not parted:
        return insertions == 2
    return insertions == 1 or not parted(edit.low)


def _side(side: Sequence[str], own: list[Edit], cluster: _Cluster, base: Sequence[str]) -> Sequence[str]:
    if not own:
        return base[cluster.low : cluster.high]
    first, last = own[0], own[-1]
    return side[first.start - (first.low - cluster.low) : last.end + (cluster.high - last.high)]
