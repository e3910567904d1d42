"""Which records a person may open in the back office, as a query."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from cms.models import (
    AccessRequest,
    Autosave,
    Comment,
    Event,
    Invitation,
    MissingAddress,
    Post,
    PostKind,
    Redirect,
    ReviewRequest,
    Role,
    Schedule,
    Setting,
    Tag,
    User,
)
from cms.rules.catalogue import Permission
from cms.rules.holdings import held_by

Scope = Callable[[Any, frozenset[Permission]], ColumnElement[bool]]


def visible_to(user: Any, model: type[Any]) -> Select[Any]:
    """The records of one noun that the user may open in the back office. An unknown noun shows nothing."""
    held = held_by(user)
    scope = _SCOPES.get(model)
    if scope is None or Permission.BACKOFFICE_ENTER not in held:
        return select(model).where(false())
    return select(model).where(scope(user, held))


def _post_scope(user: Any, held: frozenset[Permission]) -> ColumnElement[bool]:
    scopes: list[ColumnElement[bool]] = []
    if Permission.POST_VIEW in held:
        scopes.append(Post.kind == PostKind.POST)
    elif Permission.POST_VIEW_OWN in held:
        scopes.append((Post.kind == PostKind.POST) & (Post.author_id == user.id))
    if Permission.PAGE_VIEW in held:
        scopes.append(Post.kind == PostKind.PAGE)
    return or_(false(), *scopes)


def _schedule_scope(user: Any, held: frozenset[Permission]) -> ColumnElement[bool]:
    return Schedule.post_id.in_(select(Post.id).where(_post_scope(user, held)))


def _comment_scope(user: Any, held: frozenset[Permission]) -> ColumnElement[bool]:
    if Permission.COMMENT_MODERATE in held:
        return true()
    if Permission.COMMENT_MODERATE_OWN in held:
        return Comment.post_id.in_(select(Post.id).where(Post.author_id == user.id))
    return false()


def _review_scope(user: Any, held: frozenset[Permission]) -> ColumnElement[bool]:
    return ReviewRequest.post_id.in_(select(Post.id).where(_post_scope(user, held)))


def _own_scope(user: Any, held: frozenset[Permission]) -> ColumnElement[bool]:
    return Autosave.author_id == user.id


def _whole(permission: Permission) -> Scope:
    return lambda user, held: true() if permission in held else false()


_SCOPES: dict[type, Scope] = {
    AccessRequest: _whole(Permission.ROLE_ASSIGN),
    Invitation: _whole(Permission.USER_CREATE),
    Post: _post_scope,
    Autosave: _own_scope,
    Schedule: _schedule_scope,
    Comment: _comment_scope,
    ReviewRequest: _review_scope,
    Tag: _whole(Permission.TAG_VIEW),
    User: _whole(Permission.USER_VIEW),
    Role: _whole(Permission.ROLE_VIEW),
    Event: _whole(Permission.EVENT_VIEW),
    MissingAddress: _whole(Permission.REDIRECT_VIEW),
    Redirect: _whole(Permission.REDIRECT_VIEW),
    Setting: _whole(Permission.SETTING_VIEW),
}
