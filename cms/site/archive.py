"""The archive: the months that hold something, and the posts of a year or a month."""

from functools import partial
from itertools import groupby

from flask import abort, render_template, url_for

from cms.engines.reading.archive import FIRST_YEAR, LAST_YEAR, bounds, months_with_posts
from cms.engines.reading.listing import published_within
from cms.site.blueprint import site
from cms.site.layout import site_zone
from cms.site.listing import leaf_asked, render_list


@site.get("/archive")
def archive() -> str:
    months = months_with_posts(site_zone())
    years = [(year, [month for _, month in group]) for year, group in groupby(months, lambda m: m[0])]
    path = url_for("site.archive")
    return render_template("site/archive.html", years=years, path=path, canonical=path)


@site.get("/archive/<int:year>")
def year(year: int) -> str:
    return _period(url_for("site.year", year=year), year)


@site.get("/archive/<int:year>/<int:month>")
def month(year: int, month: int) -> str:
    if not 1 <= month <= 12:
        abort(404)
    return _period(url_for("site.month", year=year, month=month), year, month)


def _period(path: str, year: int, month: int | None = None) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    leaf = leaf_asked(partial(published_within, *bounds(site_zone(), year, month)))
    if not leaf.entries:
        abort(404)
    return render_list("site/period.html", leaf, path, year=year, month=month)
