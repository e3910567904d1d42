"""Finds the person and the record of a question, by what somebody typed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_

from cms.admin.base import actor
from cms.admin.posts.searching import best
from cms.engines.search.tiers import Narrowing
from cms.extensions import db
from cms.models import Comment, Post, PostKind, Redirect, Role, Tag, User
from cms.rules.permissions import Permission, visible_to
from cms.tools.html import has_controls
from cms.tools.numbers import key_in

MOST_FOUND = 10
LONGEST = 200

# By the noun of a permission: where the record stands, and by which columns it is sought.
RECORDS: dict[str, tuple[type[Any], tuple[Any, ...]]] = {
    "post": (Post, ()),  # texts are found by the search index
    "page": (Post, ()),
    "tag": (Tag, (Tag.name,)),
    "redirect": (Redirect, (Redirect.path,)),
    "comment": (Comment, (Comment.body,)),
    "user": (User, (User.name, User.handle, User.email)),
    "role": (Role, (Role.name,)),
}


def people(text: str) -> Sequence[User]:
    """By handle, address or number; else the first few whose name holds the text."""
    seen = visible_to(actor(), User)
    exact = [User.handle == text.lower().removeprefix("@"), User.email == text.lower()]
    return _found(seen, User, text, exact, (User.name, User.handle, User.email))


def records(permission: Permission, text: str) -> Sequence[Any]:
    """Records of the permission's noun that the asker may see, by number or by words."""
    if permission.noun not in RECORDS:
        return []
    model, columns = RECORDS[permission.noun]
    seen = visible_to(actor(), model)
    if model is Post:
        return _texts(seen.where(Post.kind == PostKind(permission.noun)), PostKind(permission.noun), text)
    return _found(seen, model, text, [], columns)


def _texts(seen: Any, kind: PostKind, text: str) -> Sequence[Post]:
    """Those in the trash too: it may be the reason of the question."""
    key = key_in(text.strip().removeprefix("#"))
    found = db.session.scalars(seen.where(Post.id == key)).all() if key else []
    return found or best(text.strip()[:LONGEST], seen, Narrowing(kind=kind), MOST_FOUND)


def _found(seen: Any, model: Any, text: str, exact: list[Any], columns: tuple[Any, ...]) -> Sequence[Any]:
    text = text.strip()[:LONGEST]
    if not text or has_controls(text):
        return []
    key = key_in(text.removeprefix("#"))
    first = [*exact, *([model.id == key] if key else [])]
    if first:
        found = db.session.scalars(seen.where(or_(*first)).order_by(model.id).limit(MOST_FOUND)).all()
        if found:
            return found
    like = or_(*(column.icontains(text, autoescape=True) for column in columns))
    return db.session.scalars(seen.where(like).order_by(model.id.desc()).limit(MOST_FOUND)).all()
