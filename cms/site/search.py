"""Search: the page with its form, what narrows it, and a page of answers at a time."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import abort, render_template, request
from flask_babel import gettext as _

from cms.engines.reading.archive import FIRST_YEAR, LAST_YEAR, bounds
from cms.engines.reading.search import Filters, Results, author_meant, find, tag_meant
from cms.engines.search.asking import parsed
from cms.engines.search.places import TOP, Place
from cms.models import PostKind
from cms.site.blueprint import site
from cms.site.layout import site_zone
from cms.tools.html import has_controls
from cms.tools.words import is_unspaced

SHORTEST, LONGEST = 2, 100  # characters
LONGEST_FILTER = 120
FILTERS = ("tag", "author", "year", "kind")

_PLACE = re.compile(r"([0-2])_(-?[0-9]{1,18})(?:_(-?[0-9]{1,18}))?")


@site.get("/search")
def search() -> tuple[str, int]:
    query = query_asked()
    typed = {name: _line(name)[:LONGEST_FILTER] for name in FILTERS}
    filters, faults = _filters(typed)
    if fault := fault_of(query):
        faults["q"] = fault
    after = _after()
    results = Results() if faults or not query else find(query, filters, after)
    shown = {"q": "" if has_controls(query) else query[:LONGEST], **typed}
    page = render_template(
        "site/search.html",
        shown=shown,
        asked=bool(query) and not faults,
        has_words=bool(parsed(query).wanted),
        results=results,
        is_further=after is not None,
        faults=faults,
        code_of=_code,
        search_url=lambda **changes: _url({**shown, **changes}),
        path="/search",
        canonical="/search",
    )
    return page, 400 if faults else 200


def _line(name: str) -> str:
    return " ".join(request.args.get(name, "").split())


def _url(values: dict[str, str]) -> str:
    given = {name: value for name, value in values.items() if value}
    return f"/search?{urlencode(given)}" if given else "/search"


def _after() -> Place | None:
    """Where the page before ended; what no page has ended with is a 404."""
    given = request.args.get("after", "")
    if not given:
        return None
    found = _PLACE.fullmatch(given) if given.isascii() else None
    if found is None:
        abort(404)
    return Place(int(found[1]), int(found[2]), top=int(found[3]) if found[3] else TOP)


def _code(place: Place) -> str:
    code = f"{place.tier}_{place.place}"
    return code if place.top == TOP else f"{code}_{place.top}"


def query_asked() -> str:
    """What ?q= holds, on one line."""
    return _line("q")


def fault_of(query: str, needed: bool = False) -> str:
    """Why this can't be searched for, and what to do; empty when it can."""
    if has_controls(query):
        return _("This holds characters that can't be searched for. Remove them and try again.")
    if len(query) > LONGEST:
        return _("Shorten your search to %(most)s characters.", most=LONGEST)
    if (query or needed) and len(query) < SHORTEST and not is_unspaced(query):
        return _("Search for at least %(least)s characters.", least=SHORTEST)
    return ""


def _filters(typed: dict[str, str]) -> tuple[Filters, dict[str, str]]:
    """What was chosen, and for each field that means nothing a sentence."""
    chosen: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, text in typed.items():
        if not text:
            continue
        meaning, sentence = READERS[name]
        chosen[name] = None if has_controls(text) else meaning(text)
        if chosen[name] is None:
            faults[name], typed[name] = sentence(), "" if has_controls(text) else text
    return Filters(**{} if faults else chosen), faults


def _year(text: str) -> Any:
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        return None
    return bounds(site_zone(), int(text))


READERS: dict[str, tuple[Callable[[str], Any], Callable[[], str]]] = {
    "tag": (
        tag_meant,
        lambda: _("Nothing is published under this tag. Type a tag's name, or leave it empty."),
    ),
    "author": (
        author_meant,
        lambda: _("Nobody of this name has published anything. Type a name, or leave it empty."),
    ),
    "year": (_year, lambda: _("Type a year with four digits, such as 2026, or leave it empty.")),
    "kind": (
        lambda text: PostKind(text) if text in list(PostKind) else None,
        lambda: _("Choose posts, pages or both."),
    ),
}
