"""Three versions of a record merged field by field."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cms.tools.merging.bodies import merge_body
from cms.tools.merging.results import Hunk, MergedText, Side, resolve
from cms.tools.merging.words import merge_words

BODY = "body"


@dataclass(frozen=True)
class FieldConflict:
    """A field both sides changed, each in its own way."""

    base: Any
    mine: Any
    theirs: Any

    def chosen(self, side: Side) -> Any:
        """Raises KeyError for BOTH: a field has one value."""
        return {Side.BASE: self.base, Side.MINE: self.mine, Side.THEIRS: self.theirs}[side]


@dataclass(frozen=True)
class Merged:
    """What became of each field.

    `values` holds those that are settled, the body among them once it is clean; `changed` says whose change
    each of them is, BOTH when it unites two. `body` shows its stretches and hunks.
    """

    values: Mapping[str, Any]
    conflicts: Mapping[str, FieldConflict]
    body: MergedText
    changed: Mapping[str, Side]

    @property
    def is_clean(self) -> bool:
        return not self.conflicts and self.body.is_clean


def merge_fields(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Every field of the three, which name the same ones. What one side alone changed is always kept."""
    body = merge_body(*(str(version.get(BODY, "")) for version in (base, mine, theirs)))
    values: dict[str, Any] = {}
    conflicts: dict[str, FieldConflict] = {}
    changed: dict[str, Side] = {}
    for name in base:
        versions = FieldConflict(base[name], mine[name], theirs[name])
        side, value = _body(versions, body) if name == BODY else _field(name, versions)
        if side is not None:
            values[name] = value
            changed[name] = side
        elif name != BODY:
            conflicts[name] = versions
    kept = {name: side for name, side in changed.items() if side is not Side.BASE}
    return Merged(values, conflicts, body, kept)


def resolve_fields(merged: Merged, fields: Mapping[str, Side], hunks: Mapping[int, Side]) -> dict[str, Any]:
    """Every field, as chosen where there was a conflict. Raises KeyError where a choice is missing."""
    chosen = {name: conflict.chosen(fields[name]) for name, conflict in merged.conflicts.items()}
    body = {} if BODY in merged.values or merged.body.is_clean else {BODY: resolve(merged.body, hunks)}
    return {**merged.values, **chosen, **body}


def _body(versions: FieldConflict, body: MergedText) -> tuple[Side | None, Any]:
    side, value = _one_sided(versions)
    if side is None and body.is_clean:
        return Side.BOTH, resolve(body, {})
    return side, value


def _field(name: str, versions: FieldConflict) -> tuple[Side | None, Any]:
    side, value = _one_sided(versions)
    if side is None and name in _UNITED:
        value = _UNITED[name](versions.base, versions.mine, versions.theirs)
        return (None if value is None else Side.BOTH), value
    return side, value


def _one_sided(versions: FieldConflict) -> tuple[Side | None, Any]:
    if versions.mine == versions.theirs:
        return (Side.BASE if versions.mine == versions.base else Side.BOTH), versions.mine
    if versions.theirs == versions.base:
        return Side.MINE, versions.mine
    return (Side.THEIRS, versions.theirs) if versions.mine == versions.base else (None, None)


def _words(base: str, mine: str, theirs: str) -> str | None:
    parts = merge_words(base, mine, theirs)
    if parts is None or any(isinstance(part, Hunk) for part in parts):
        return None
    return "".join(map(str, parts))


def _names(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    """The names both kept and what either added, in the order of the side that moved them."""
    before, one, other = ({_folded(name): name for name in names} for names in (base, mine, theirs))
    lead, follow = (other, one) if _order(one, before) == _order(before, one) else (one, other)
    gone = {key for key in before if key not in one or key not in other}
    keys = [key for key in dict.fromkeys((*lead, *follow)) if key not in gone]
    spelt = {key: _spelling(key, before, lead, follow) for key in keys}
    return tuple(spelt.values()) if isinstance(mine, tuple) else list(spelt.values())


def _order(names: Mapping[str, str], among: Mapping[str, str]) -> list[str]:
    return [key for key in names if key in among]


def _spelling(key: str, before: Mapping[str, str], lead: Mapping[str, str], follow: Mapping[str, str]) -> str:
    found = lead.get(key, follow.get(key, ""))
    return follow.get(key, found) if found == before.get(key) else found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


# Fields whose two changes may become one; all others hold one value or the other.
_UNITED: Mapping[str, Callable[[Any, Any, Any], Any]] = {
    "title": _words,
    "summary": _words,
    "lead_image_alt": _words,
    "lead_image_caption": _words,
    "meta_title": _words,
    "meta_description": _words,
    "tags": _names,
}
