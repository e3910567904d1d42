"""Pages at the root of the site, and every address that nothing else answers."""

from flask import render_template

from cms.engines.reading.addresses import live_at
from cms.engines.reading.listing import carrying_tags
from cms.models import PostKind
from cms.site.blueprint import site
from cms.site.moved import follow_or_404


@site.get("/<path:slug>")
def page(slug: str) -> str:
    found = live_at(PostKind.PAGE, slug) or follow_or_404()
    carrying_tags([found])
    return render_template("site/page.html", page=found, path=found.path, canonical=found.path)
