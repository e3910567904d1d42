"""What every page needs and hardly ever changes: remembered by the process, as exactly as whole pages are."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, g

from cms.engines.pages.freshness import Freshness

Made = TypeVar("Made")


def remembered(name: str, keys: tuple[str, ...], make: Callable[[], Made]) -> Made:
    """What make() gives; the same again until a change of one of the keys is committed.

    Without a shelf of pages, or where the database says nothing, it is made at every question.
    """
    freshness: Freshness | None = current_app.extensions.get("freshness")
    number = _asked(freshness) if freshness else None
    if freshness is None or number is None:
        return make()
    known: dict[str, tuple[str, int, Any]] = current_app.extensions["remembered"]
    if name in known:
        era, made_at, value = known[name]
        if freshness.is_fresh(era, made_at, keys):
            found: Made = value
            return found
    era, made = freshness.era, make()
    known[name] = (era, number, made)
    return made


def _asked(freshness: Freshness) -> int | None:
    """The number of the newest change, asked once a request."""
    if "page_change" not in g:
        g.page_change = freshness.look()
    number: int | None = g.page_change
    return number
