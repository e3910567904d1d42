"""The posts under a tag."""

from functools import partial

from flask import url_for

from cms.engines.reading.addresses import tag_at
from cms.engines.reading.listing import tagged
from cms.models import Tag
from cms.site.blueprint import site
from cms.site.listing import leaf_asked, render_list
from cms.site.moved import follow_or_404


@site.get("/tags/<slug>")
def tag(slug: str) -> str:
    found = used_tag(slug)
    leaf = leaf_asked(partial(tagged, found))
    return render_list("site/tag.html", leaf, url_for("site.tag", slug=found.slug), tag=found)


def used_tag(slug: str) -> Tag:
    """The tag of this slug, if something live is under it; else this request ends in a redirect or a 404."""
    return tag_at(slug) or follow_or_404()
