"""What stands at an address of the public site, and where something went that used to stand there."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import joinedload, lazyload

from cms.engines.pages import keys
from cms.engines.pages.dependence import depend, depending
from cms.engines.reading.listing import public_author
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Post, PostKind, PostStatus, PostTag, Redirect, RedirectKind, Tag, User

# Made once. Filtered by status afterwards: with it in the query SQLite reads along the wrong index.
_AT = (
    select(Post)
    .where(Post.slug == bindparam("slug"), Post.kind == bindparam("kind"))
    .options(public_author())
    .execution_options(**depending())
)
LONGEST = 500  # characters of an address that a redirect can hold


def live_at(kind: PostKind, slug: str) -> Post | None:
    """The live post or page of this slug, without tags; of translations the one in the site's language."""
    depend(keys.address_key(kind, slug))
    posts = db.session.scalars(_AT, {"slug": slug, "kind": kind})
    live = [post for post in posts if post.is_live]
    return min(live, key=lambda post: (post.locale != setting("site_locale"), post.id), default=None)


def tag_at(slug: str) -> Tag | None:
    """The tag, if visitors can read at least one post under it."""
    used = select(PostTag.post_id).where(PostTag.tag_id == Tag.id, PostTag.published_at.is_not(None), _live())
    used = used.join(Post, Post.id == PostTag.post_id)
    query = select(Tag).where(Tag.slug == slug, used.exists())
    return db.session.scalars(query.execution_options(**depending())).one_or_none()


def author_at(handle: str) -> User | None:
    """The person, if visitors can read at least one of their posts. Capitals in the handle don't matter."""
    published = select(Post.id).where(Post.author_id == User.id, _live())
    people = select(User).where(User.handle.in_({handle, handle.lower()}), published.exists())
    people = people.options(lazyload(User.roles)).execution_options(**depending())
    found = db.session.scalars(people).all()
    return min(found, key=lambda person: person.handle != handle, default=None)


@dataclass(frozen=True)
class Move:
    """`target` is where a redirect leads; empty where what stood there is gone for good."""

    redirect_id: int
    kind: RedirectKind
    target: str


def moved_to(path: str, query: str = "") -> Move | None:
    """Where an old address leads now; None when nobody remembers it or what it named is not live.

    An address with its query is more exact than one without, so it comes first.
    """
    known = _spellings(path, query)
    rows = db.session.scalars(
        select(Redirect).where(Redirect.path.in_(known)).options(joinedload(Redirect.post))
    )
    for redirect in sorted(rows, key=lambda row: known.index(row.path)):
        target = _destination(redirect)
        if redirect.kind == RedirectKind.GONE or (target and target not in known):
            return Move(redirect.id, redirect.kind, target)
    return None


def _spellings(path: str, query: str) -> list[str]:
    bare = "/" + path.strip("/")
    paths = list(dict.fromkeys((path, bare, bare.rstrip("/") + "/")))
    exact = [f"{spelling}?{query}" for spelling in paths] if query else []
    return [spelling for spelling in (*exact, *paths) if len(spelling) <= LONGEST]


def _destination(redirect: Redirect) -> str:
    return "" if redirect.post and not redirect.post.is_live else redirect.destination


def _live() -> ColumnElement[bool]:
    return (Post.kind == PostKind.POST) & (Post.status == PostStatus.PUBLISHED)
