"""The home page: pinned posts first, then the newest."""

from flask import request

from cms.engines.reading.addresses import moved_to
from cms.engines.reading.listing import latest, pinned
from cms.site.blueprint import site
from cms.site.incoming import query_given
from cms.site.listing import leaf_asked, render_list
from cms.site.moved import follow
from cms.web import whole_pages


@site.get("/")
def home() -> str:
    if set(request.args) - {"page"}:
        whole_pages.let_go()  # a redirect made later would lead elsewhere
        _follow_plain_permalink()
    leaf = leaf_asked(latest)
    first = pinned() if leaf.number == 1 else []
    shown_first = {entry.post.id for entry in first}
    entries = [entry for entry in leaf.entries if entry.post.id not in shown_first]
    return render_list("site/home.html", leaf, "/", pinned=first, entries=entries)


def _follow_plain_permalink() -> None:
    """Some systems address their posts as /?p=12; a redirect knows where those went."""
    move = moved_to("/", query_given())
    if move and move.target != "/":
        follow(move)
