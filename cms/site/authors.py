"""A person's page: who they are and what they have published."""

from functools import partial

from flask import abort, redirect, url_for

from cms.engines.reading.addresses import author_at
from cms.engines.reading.listing import written_by
from cms.models import User
from cms.site.blueprint import site
from cms.site.listing import leaf_asked, render_list
from cms.site.moved import follow_or_404


@site.get("/authors/<handle>")
def author(handle: str) -> str:
    person = published_author(handle)
    path = url_for("site.author", handle=person.handle)
    if person.handle != handle:
        abort(redirect(path, 301))
    return render_list("site/author.html", leaf_asked(partial(written_by, person)), path, person=person)


def published_author(handle: str) -> User:
    """The person of this handle, if something live is theirs; else it ends in a redirect or a 404."""
    return author_at(handle) or follow_or_404()
