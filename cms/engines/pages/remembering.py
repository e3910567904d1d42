"""What every page needs and hardly ever changes: remembered by the process, as exactly as whole pages are."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, has_request_context, request

from cms.engines.pages.freshness import Freshness

Made = TypeVar("Made")

# In the environment of a request: the era and the number of the newest change when it came in.
LOOKED = "masthead.page_looked"


def remembered(name: str, keys: tuple[str, ...], make: Callable[[], Made]) -> Made:
    """What make() gives; the same again until a change of one of the keys is committed.

    Outside requests, without a shelf of pages, or where the database says nothing, it is made each time.
    """
    looked = request.environ.get(LOOKED) if has_request_context() else None
    if looked is None:
        return make()
    # Looked before the request read anything: SQLite shows a transaction what stood when it began to read.
    era, number = looked
    freshness: Freshness = current_app.extensions["freshness"]
    known: dict[str, tuple[str, int, Any]] = current_app.extensions["remembered"]
    if name in known and freshness.is_fresh(*known[name][:2], keys):
        found: Made = known[name][2]
        return found
    made = make()
    known[name] = (era, number, made)
    return made
