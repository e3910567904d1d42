"""Pages of lists: which one is asked for, and how it is answered."""

from collections.abc import Callable
from typing import Any

from flask import abort, render_template

from cms.engines.reading.listing import Leaf
from cms.engines.settings import setting
from cms.site.incoming import number_given

DEEPEST = 1_000  # pages; older posts are found through the archive


def leaf_asked(read: Callable[[int, int], Leaf]) -> Leaf:
    """The page that ?page= names. One that holds nothing does not exist, but for the first."""
    number = number_given("page", high=DEEPEST + 1)
    if number > DEEPEST:
        abort(404)
    leaf = read(number, setting("posts_per_page"))
    if not leaf.entries and number > 1:
        abort(404)
    return leaf


def render_list(template: str, leaf: Leaf, path: str, **values: Any) -> str:
    """The list at `path`; its address with the page's number is the canonical one."""
    values["can_go_older"] = leaf.has_older and leaf.number < DEEPEST
    return render_template(template, leaf=leaf, path=path, canonical=page_path(path, leaf.number), **values)


def page_path(path: str, number: int) -> str:
    """Where a page of the list at `path` is."""
    return path if number == 1 else f"{path}?page={number}"
