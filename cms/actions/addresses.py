"""Slugs of posts: free, stable, and never a dead end when one changes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from cms.actions.errors import Invalid
from cms.extensions import db
from cms.models import Post, PostKind, Redirect
from cms.tools.slugs import first_free, slug_of

# A page stands at the root of the site, so it can't be called like what stands there already.
RESERVED_PAGES = frozenset(
    (
        *("account", "change", "change-email", "confirm", "login", "logout", "register", "reset"),
        *("admin", "api", "healthz", "metrics", "readyz", "static", "media"),
        *("archive", "authors", "feed", "posts", "robots", "search", "sitemap", "tags"),
    )
)


def slug_for_new(kind: PostKind, locale: str, title: str, wanted: str) -> str:
    """The slug asked for, or one made from the title with a number where that is taken.

    Raises Invalid when the slug asked for is not free.
    """
    if wanted:
        require_free(kind, locale, wanted)
        return wanted
    return first_free(slug_of(title, kind.value), lambda slug: is_taken(kind, locale, slug))


def require_free(kind: PostKind, locale: str, slug: str, besides: int | None = None) -> None:
    """Raise Invalid when another record has the address."""
    if is_taken(kind, locale, slug, besides):
        raise Invalid(
            {"slug": _l("Another text has the address “%(slug)s”. Choose a different one.", slug=slug)}
        )


def is_taken(kind: PostKind, locale: str, slug: str, besides: int | None = None) -> bool:
    """Whether the address belongs to another post or page (`besides` is one's own id) or to the system."""
    if kind == PostKind.PAGE and slug in RESERVED_PAGES:
        return True
    found: Any = db.session.scalar(
        select(Post.id).where(
            Post.kind == kind, Post.locale == locale, Post.slug == slug, Post.id != (besides or 0)
        )
    )
    return found is not None


def redirect_from(path: str, post: Post) -> None:
    """Let an address that visitors may know lead to where the post is now."""
    db.session.execute(delete(Redirect).where(Redirect.path.in_((path, post.path))))
    db.session.add(Redirect(path=path, post_id=post.id))
