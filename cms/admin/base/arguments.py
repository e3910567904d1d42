"""The arguments of a list, read from the address and made harmless."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from cms.tools.html import without_controls

FURTHEST = 10_000  # rows that a list leads to; what lies deeper is found by search and filters
LONGEST_SEARCH = 200
LONGEST_FILTER = 120


@dataclass(frozen=True)
class ListArguments:
    """`sort` is the index of a column; `filters` are the filled-in ones by their key."""

    page: int = 0
    page_size: int = 20
    sort: int | None = None
    desc: bool = False
    search: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)

    def but(self, **changes: Any) -> "ListArguments":
        """The same list, changed; back on its first page unless a page is given."""
        return replace(self, **{"page": 0, **changes})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search or self.filters)

    @property
    def offset(self) -> int:
        return self.page * self.page_size

    def query(self) -> dict[str, Any]:
        """As arguments of an address; what is unset stays away."""
        given = {
            "search": self.search or None,
            "page": self.page or None,
            "sort": self.sort,
            "desc": 1 if self.desc else None,
            "page_size": self.page_size,
        }
        flt = {f"flt{i}_{key}": value for i, (key, value) in enumerate(sorted(self.filters.items()))}
        return {name: value for name, value in {**given, **flt}.items() if value is not None}


def read_arguments(
    given: MultiDict[str, str], *, sizes: tuple[int, ...], columns: int, filter_keys: tuple[str, ...]
) -> ListArguments:
    """Whatever the address holds, arguments that the list can be asked with."""
    size = _whole(given.get("page_size"))
    size = size if size in sizes else sizes[0]
    sort = _whole(given.get("sort"))
    return ListArguments(
        page=min(max(_whole(given.get("page")) or 0, 0), FURTHEST // size - 1),
        page_size=size,
        sort=sort if sort is not None and 0 <= sort < columns else None,
        desc=given.get("desc") in ("1", "true"),
        search=_line(given.get("search"), LONGEST_SEARCH),
        filters=_filters(given, filter_keys),
    )


def _filters(given: MultiDict[str, str], keys: tuple[str, ...]) -> dict[str, str]:
    """`flt0_status=draft` by key, or `flt0_2=draft` by the filter's index."""
    found = {}
    for name, value in given.items():
        start, _, key = name.partition("_")
        if not start.startswith("flt"):
            continue
        index = _whole(key)
        if index is not None and 0 <= index < len(keys):
            key = keys[index]
        text = _line(value, LONGEST_FILTER)
        if key in keys and text:
            found[key] = text
    return found


def _line(value: str | None, longest: int) -> str:
    return " ".join(without_controls(value or "").split())[:longest]


def _whole(value: str | None) -> int | None:
    text = (value or "").strip()
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return max(min(int(digits[:12]), 10**9), 0) * (-1 if text.startswith("-") else 1)
