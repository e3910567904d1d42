"""The public site: what visitors read, find, subscribe to and comment on."""

from flask import Flask

from cms.site import (
    archive,
    authors,
    caching,
    comments,
    feeds,
    guests,
    health,
    home,
    incoming,
    layout,
    moments,
    own_comments,
    pages,
    portraits,
    posts,
    preview_links,
    previews,
    proofs,
    robots,
    search,
    sitemap,
    structured,
    tags,
    unsubscribing,
)
from cms.site.blueprint import site
from cms.web import whole_pages

__all__ = [
    "archive",
    "authors",
    "comments",
    "feeds",
    "guests",
    "health",
    "home",
    "init_app",
    "moments",
    "own_comments",
    "pages",
    "portraits",
    "posts",
    "preview_links",
    "previews",
    "robots",
    "search",
    "sitemap",
    "tags",
    "unsubscribing",
]


def init_app(app: Flask) -> None:
    """Hang the public addresses, and give templates what the layout needs."""
    site.before_request(incoming.refuse_unreadable)
    site.before_request(whole_pages.begin)
    site.after_request(caching.mark)
    site.after_request(proofs.keep_private)
    site.after_request(unsubscribing.keep_private)
    layout.init_app(app)
    moments.init_app(app)
    structured.init_app(app)
    app.register_blueprint(site)
