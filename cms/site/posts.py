"""A post, with the discussion beneath it."""

from flask import render_template, url_for
from flask_login import current_user

from cms.actions.commenting import accepts_comments
from cms.engines.reading.addresses import live_at
from cms.engines.reading.discussion import answerable, discussion_of
from cms.engines.reading.listing import carrying_tags
from cms.models import Post, PostKind
from cms.rules.permissions import Permission, can
from cms.site.blueprint import site
from cms.site.incoming import number_given
from cms.site.moved import follow_or_404

DEEPEST = 1_000  # pages of threads


@site.get("/posts/<slug>")
def post(slug: str) -> str:
    return render_post(live_post(slug))


def live_post(slug: str) -> Post:
    """The live post of this slug; else this request ends in a redirect or a 404."""
    return live_at(PostKind.POST, slug) or follow_or_404()


def render_post(post: Post, text: str = "", fault: str = "") -> str:
    """The page; `text` is what somebody typed as a comment and `fault` why it was not kept."""
    number = number_given("comments", high=DEEPEST)
    carrying_tags([post])
    reader_id = current_user.id if current_user.is_authenticated else None
    reply_to = number_given("parent") if fault else number_given("reply_to", low=0)
    return render_template(
        "site/post.html",
        post=post,
        path=post.path,
        canonical=post.path,
        discussion=discussion_of(post, number, reader_id),
        accepts=accepts_comments(post),
        may_comment=bool(can(current_user, Permission.COMMENT_CREATE, post)),
        reply_to=answerable(post, reply_to),
        text=text,
        fault=fault,
        sign_in=url_for("security.login", next=f"{post.path}#reply"),
    )
