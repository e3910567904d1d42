"""What the rules say should come of a request: from can() and visible_to(), never from the screens."""

from typing import Any

from cms.extensions import db
from cms.models import (
    AccessRequest,
    Comment,
    Event,
    Invitation,
    MissingAddress,
    Post,
    PostKind,
    PostStatus,
    Redirect,
    Role,
    Schedule,
    Setting,
    Tag,
    User,
)
from cms.rules.permissions import EVERY, can, visible_to
from tests.access.asks import FORBIDDEN, HIDDEN, LOGIN, STATE, Ask
from tests.access.records import Record

MODELS = {
    "posts": Post,
    "pages": Post,
    "scheduled posts": Schedule,
    "scheduled pages": Schedule,
    "comments": Comment,
    "tags": Tag,
    "redirects": Redirect,
    "missing": MissingAddress,
    "users": User,
    "roles": Role,
    "events": Event,
    "requests": AccessRequest,
    "invitations": Invitation,
    "settings": Setting,
}


def verdict(ask: Ask, person: Any, record: Record | None, visible: bool) -> str:
    """The expected class of answer."""
    if ask.live and record and record.status != PostStatus.PUBLISHED:
        return HIDDEN
    if not ask.closed:
        return ask.allowed
    if person is None or not person.active:
        return LOGIN
    if not all(can(person, permission) for permission in ask.screen):
        return FORBIDDEN
    if not all(can(person, permission, EVERY) for permission in ask.every):
        return FORBIDDEN
    if ask.last_owner and person.has_role_named("owner"):
        return ask.last_owner
    if record is None or ask.bulk or ask.live:
        return ask.allowed if all(can(person, permission) for permission in ask.needs) else FORBIDDEN
    if not visible:
        return HIDDEN
    if not all(can(person, permission, record.obj) for permission in ask.needs):
        return FORBIDDEN
    if not all(can(person, permission) for permission in ask.asked):
        return FORBIDDEN
    return ask.allowed if is_possible(ask, record) else STATE


def changes(ask: Ask, person: Any, record: Record | None, visible: bool) -> bool:
    """Whether a bulk act may change this record."""
    allowed = (
        visible and all(can(person, permission, record.obj) for permission in ask.needs) if record else False
    )
    return allowed and is_possible(ask, record)


def is_possible(ask: Ask, record: Record | None) -> bool:
    return ask.states is None or getattr(record, ask.state) in ask.states


def visible_ids(person: Any) -> dict[str, set[Any]]:
    """The ids that visible_to() shows this person, by the screen's name."""
    found = {}
    for name, model in MODELS.items():
        query = visible_to(person, model)
        if model is Post:
            query = query.where(Post.kind == PostKind(name.removesuffix("s")))
        key = Setting.name if model is Setting else model.id
        found[name] = set(db.session.scalars(query.with_only_columns(key)))
    return found
