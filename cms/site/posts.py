"""A post, with the discussion beneath it."""

from flask import render_template

from cms.engines.reading.addresses import live_at
from cms.engines.reading.listing import carrying_tags
from cms.models import Post, PostKind
from cms.site import discussions
from cms.site.blueprint import site
from cms.site.discussions import NOTHING, Typed
from cms.site.moved import follow_or_404


@site.get("/posts/<slug>")
def post(slug: str) -> str:
    return render_post(live_post(slug))


def live_post(slug: str) -> Post:
    """The live post of this slug; else this request ends in a redirect or a 404."""
    return live_at(PostKind.POST, slug) or follow_or_404()


def render_post(post: Post, sent: Typed = NOTHING) -> str:
    """The page; `sent` is what somebody typed as a comment and why it was not kept."""
    carrying_tags([post])
    return render_template(
        "site/post.html",
        post=post,
        path=post.path,
        canonical=post.path,
        **discussions.context(post, sent),
    )
