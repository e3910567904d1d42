"""Tags: created as people type them, renamed, deleted; and which posts carry them."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions.checks import require, unique
from cms.actions.content import LONGEST_TAG
from cms.actions.errors import Invalid, Refused
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Post, PostKind, PostTag, Tag, folded
from cms.rules.permissions import Permission
from cms.tools.html import has_controls
from cms.tools.slugs import first_free, slug_of

LONGEST_KEY = 300
LONGEST_SLUG = 110  # leaves room for a number behind it
TAKEN = _l("There is a tag with this name or address already.")


def create_tag(name: str, *, by: Any, slug: str = "", description: str = "") -> Tag:
    """Add a tag. Raises Refused or Invalid."""
    require(by, Permission.TAG_CREATE)
    tag = Tag()
    with unique("name", TAKEN):
        _fill(tag, name, slug, description)
        db.session.add(tag)
    record("tag.create", tag, by=by, after={"name": tag.name, "slug": tag.slug})
    return tag


def edit_tag(tag: Tag, name: str, *, by: Any, slug: str = "", description: str = "") -> None:
    """Rename or describe a tag; its posts keep it. Raises Refused or Invalid."""
    require(by, Permission.TAG_EDIT, tag)
    before = {"name": tag.name, "slug": tag.slug}
    with unique("name", TAKEN):
        _fill(tag, name, slug or tag.slug, description)
    record("tag.edit", tag, by=by, before=before, after={"name": tag.name, "slug": tag.slug})


def delete_tag(tag: Tag, *, by: Any) -> None:
    """Take a tag off all posts and delete it."""
    require(by, Permission.TAG_DELETE, tag)
    record("tag.delete", tag, by=by, before={"name": tag.name, "slug": tag.slug})
    db.session.delete(tag)
    db.session.flush()


def tags_named(names: Iterable[str], *, by: Any) -> list[Tag]:
    """The tags of these names, however capitalised; those that don't exist yet are created.

    Raises Invalid when one is missing and the person may not create tags.
    """
    wanted = {folded(name): name for name in names}
    if not wanted:
        return []
    known = {tag.key: tag for tag in db.session.scalars(select(Tag).where(Tag.key.in_(wanted)))}
    return [known.get(key) or _created(name, by) for key, name in wanted.items()]


def put_tags(post: Post, tags: Iterable[Tag]) -> None:
    """Make the post carry exactly these tags, listed on their pages while it is live."""
    listed_at = post.published_at if post.is_live and post.kind == PostKind.POST else None
    wanted = {tag.id for tag in tags}
    rows = {row.tag_id: row for row in db.session.scalars(select(PostTag).where(PostTag.post_id == post.id))}
    for tag_id in wanted - rows.keys():
        db.session.add(PostTag(post_id=post.id, tag_id=tag_id, published_at=listed_at))
    for tag_id in wanted & rows.keys():
        rows[tag_id].published_at = listed_at
    for tag_id in rows.keys() - wanted:
        db.session.delete(rows[tag_id])
    db.session.flush()
    db.session.expire(post, ["tags"])


def tags_of(post: Post) -> list[Tag]:
    """The tags on a post's row, by name."""
    return list(
        db.session.scalars(select(Tag).join(PostTag).where(PostTag.post_id == post.id).order_by(Tag.name))
    )


def _created(name: str, by: Any) -> Tag:
    try:
        return create_tag(name, by=by)
    except Refused:
        raise Invalid(
            {"tags": _l("There is no tag “%(name)s” and you may not create one. Remove it.", name=name)}
        ) from None


def _fill(tag: Tag, name: str, slug: str, description: str) -> None:
    tidy = " ".join(name.split())
    if not tidy:
        raise Invalid({"name": _l("Give the tag a name.")})
    # Some signs fold into a dozen letters.
    if len(tidy) > LONGEST_TAG or len(folded(tidy)) > LONGEST_KEY or has_controls(tidy):
        raise Invalid({"name": _l("Use at most %(most)s ordinary characters.", most=LONGEST_TAG)})
    if len(description) > 500 or has_controls(description):
        raise Invalid({"description": _l("Use at most %(most)s ordinary characters.", most=500)})
    tag.name, tag.description = tidy, description.strip()
    readable = slug_of(slug or tidy, "tag", LONGEST_SLUG)
    tag.slug = readable if slug else first_free(readable, _slug_taken)


def _slug_taken(slug: str) -> bool:
    return db.session.scalar(select(Tag.id).where(Tag.slug == slug)) is not None
