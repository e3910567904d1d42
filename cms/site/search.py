"""Search."""

from flask import render_template, request
from flask_babel import gettext as _

from cms.engines.reading.search import MOST_RESULTS, MOST_WORDS, Results, find
from cms.site.blueprint import site
from cms.tools.html import has_controls

SHORTEST, LONGEST = 2, 100  # characters


@site.get("/search")
def search() -> tuple[str, int]:
    query = query_asked()
    fault = fault_of(query)
    words = [] if fault else asked_words(query)
    results = find(words) if words else Results([], False)
    page = render_template(
        "site/search.html",
        query="" if has_controls(query) else query[:LONGEST],
        words=words,
        results=results,
        most=MOST_RESULTS,
        fault=fault,
        path="/search",
        canonical="/search",
    )
    return page, 400 if fault else 200


def query_asked() -> str:
    """What ?q= holds, on one line."""
    return " ".join(request.args.get("q", "").split())


def asked_words(query: str) -> list[str]:
    """The words that are looked for."""
    return query.split()[:MOST_WORDS]


def fault_of(query: str, needed: bool = False) -> str:
    """Why this can't be searched for, and what to do; empty when it can."""
    if has_controls(query):
        return _("This holds characters that can't be searched for. Remove them and try again.")
    if len(query) > LONGEST:
        return _("Shorten your search to %(most)s characters.", most=LONGEST)
    if (query or needed) and len(query) < SHORTEST:
        return _("Search for at least %(least)s characters.", least=SHORTEST)
    return ""
