"""What a merge of markup gives: text that is settled, and hunks somebody must choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """What somebody can choose where both sides changed the same."""

    BASE = "base"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"  # mine, then theirs


@dataclass(frozen=True)
class Hunk:
    """A stretch both sides changed differently. `number` counts the hunks of one text from 0."""

    number: int
    base: str
    mine: str
    theirs: str

    def chosen(self, side: Side) -> str:
        if side is Side.BOTH:
            return _joined(self.mine, self.theirs)
        return {Side.BASE: self.base, Side.MINE: self.mine, Side.THEIRS: self.theirs}[side]


@dataclass(frozen=True)
class MergedText:
    """The stretches of a merged text in order; where one holds hunks, settled text stands around them."""

    stretches: tuple[tuple[str | Hunk, ...], ...]

    @property
    def hunks(self) -> tuple[Hunk, ...]:
        return tuple(part for stretch in self.stretches for part in stretch if isinstance(part, Hunk))

    @property
    def is_clean(self) -> bool:
        return not self.hunks

    def as_if(self, side: Side) -> str:
        """The whole text with the same side chosen everywhere."""
        return resolve(self, dict.fromkeys(range(len(self.hunks)), side))


def resolve(merged: MergedText, choices: Mapping[int, Side]) -> str:
    """The text with every hunk as chosen, by its number. Raises KeyError for a hunk without a choice."""
    return "".join(
        part if isinstance(part, str) else part.chosen(choices[part.number])
        for stretch in merged.stretches
        for part in stretch
    )


def _joined(first: str, second: str) -> str:
    """Both, with a space where two words would become one."""
    if not first or not second or first[-1] == ">" or second[0] == "<":
        return first + second
    return first + second if first[-1].isspace() or second[0].isspace() else f"{first} {second}"
