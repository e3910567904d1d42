"""Who may do what: can() answers with its reason, visible_to() with a query.

Nothing else in the code decides access. What is not granted is refused.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.models import Comment, Post, PostStatus, Role, User
from cms.rules.builtin_roles import BUILTIN_ROLES, OWNER, BuiltinRole
from cms.rules.catalogue import LABELS, Permission
from cms.rules.decisions import Decision, Rule, Sentence
from cms.rules.factors import lacks_factor
from cms.rules.holdings import granted_by, held_by, is_signed_in, reach
from cms.rules.visibility import visible_to

__all__ = [
    "BUILTIN_ROLES",
    "EVERY",
    "FACTOR_FIRST",
    "LABELS",
    "OWNER",
    "SYSTEM",
    "BuiltinRole",
    "Decision",
    "Permission",
    "Rule",
    "can",
    "granted_by",
    "held_by",
    "is_own",
    "is_signed_in",
    "reach",
    "visible_to",
]


FACTOR_FIRST = _l(
    "Set up a second factor first, under “Your account”, “Security”: one of your roles asks for it."
)


class System:
    """The actor of the command line and the scheduler. There is one, and no request can name it."""

    def __str__(self) -> str:
        return "system"


SYSTEM = System()


class Every:
    """Stands for all records together: it is nobody's own."""


EVERY = Every()


def can(user: Any, permission: Permission, obj: Any = None) -> Decision:
    """Whether the user may do it to `obj`; to `EVERY`, whether to all records.

    Without `obj`, whether to any record at all (menus, buttons).
    """
    return replace(_decided(user, permission, obj), permission=permission, obj=obj)


def is_own(user: Any, obj: Any) -> bool:
    """Whether the record is the user's: a post they wrote, a comment under such a post."""
    owner = obj.post if isinstance(obj, Comment) else obj
    return getattr(owner, "author_id", None) == user.id


def _decided(user: Any, permission: Permission, obj: Any) -> Decision:
    if user is SYSTEM:
        return Decision(True, _l("The operator of this installation may do everything."))
    if not is_signed_in(user):
        return Decision(False, _l("You are not signed in. Sign in and try again."), rule=Rule.SIGNED_OUT)
    if not user.active:
        sentence = _l("This account is not active. Ask an owner to activate it.")
        return Decision(False, sentence, rule=Rule.INACTIVE)
    if lacks_factor(user):
        return Decision(False, FACTOR_FIRST, rule=Rule.NO_FACTOR)
    granted = _granted(user, permission, obj)
    refusal = _refusal(user, permission, obj) if granted else None
    return replace(refusal, roles=granted.roles) if refusal is not None else granted


def _granted(user: Any, permission: Permission, obj: Any) -> Decision:
    if roles := _granting(user, permission):
        return Decision(True, _l("The role “%(role)s” allows it.", role=roles[0]), roles)
    own = permission.own
    if own and (obj is None or is_own(user, obj)):
        if roles := _granting(user, own):
            return Decision(True, _l("The role “%(role)s” allows it on own records.", role=roles[0]), roles)
    elif own and own in held_by(user):
        sentence = _l("You may do this only with your own records: “%(act)s”.", act=LABELS[own])
        return Decision(False, sentence, rule=Rule.OWN_ONLY, missing=permission)
    # Of two permissions that would do, the smaller one is named and asked for.
    missing = own if own and (obj is None or is_own(user, obj)) else permission
    sentence = _l("None of your roles allows this: “%(act)s”. Ask an owner for it.", act=LABELS[missing])
    return Decision(False, sentence, rule=Rule.NO_ROLE, missing=missing)


def _granting(user: Any, permission: Permission) -> tuple[str, ...]:
    return tuple(role.name for role in user.roles if permission in granted_by(role))


def _refusal(user: Any, permission: Permission, obj: Any) -> Decision | None:
    """A refusal by a rule that stands above the roles, or None."""
    rule = _RULES.get(type(obj))
    return rule(user, permission, obj) if rule else None


def _post_rule(user: Any, permission: Permission, post: Post) -> Decision | None:
    if permission in (Permission.POST_EDIT, Permission.PAGE_EDIT):
        if post.status == PostStatus.TRASHED:
            return _by(Rule.TRASHED, _l("This is in the trash. Restore it, then edit it."))
        public = post.status in (PostStatus.PUBLISHED, PostStatus.SCHEDULED)
        publishing = can(user, Permission(f"{post.kind}.publish"), post) if public else None
        if publishing is not None and not publishing:
            sentence = _l("This is published or scheduled: only people who may publish it can change it.")
            return replace(_by(Rule.PUBLISHED, sentence), missing=publishing.missing)
    return None


def _user_rule(user: Any, permission: Permission, other: User) -> Decision | None:
    touching = permission in (
        Permission.USER_EDIT,
        Permission.USER_DEACTIVATE,
        Permission.USER_DELETE,
        Permission.USER_VIEW_AS,
        Permission.USER_RESET_FACTORS,
        Permission.ROLE_ASSIGN,
    )
    if touching and not reach(other) <= held_by(user):
        if permission == Permission.USER_VIEW_AS:
            return _by(Rule.REACH, _l("This person may do more than you: you can't see what they see."))
        return _by(Rule.REACH, _l("This person may do more than you: only an owner can change the account."))
    if permission == Permission.USER_RESET_FACTORS and other.id == user.id:
        return _by(Rule.ONESELF, _l("Change your own second factors under “Your account”, “Security”."))
    if permission == Permission.USER_DELETE and other.id == user.id:
        return _by(
            Rule.ONESELF, _l("Delete your own account under “Your account”: there you can think it over.")
        )
    return None


def _role_rule(user: Any, permission: Permission, role: Role) -> Decision | None:
    if permission in (Permission.ROLE_EDIT, Permission.ROLE_DELETE) and role.name == OWNER:
        return _by(Rule.OWNER_ROLE, _l("The owner role always allows everything and can't be changed."))
    if permission == Permission.ROLE_DELETE and role.builtin:
        return _by(Rule.BUILTIN_ROLE, _l("This role comes with the system and can't be deleted."))
    touching = permission in (
        Permission.ROLE_ASSIGN,
        Permission.ROLE_EDIT,
        Permission.ROLE_DELETE,
        Permission.ROLE_REQUIRE_FACTOR,
        Permission.USER_VIEW_AS,
    )
    if touching and not granted_by(role) <= held_by(user):
        if permission == Permission.USER_VIEW_AS:
            return _by(Rule.ROLE_REACH, _l("This role allows more than your own roles do."))
        return _by(
            Rule.ROLE_REACH,
            _l("This role allows more than your own roles do, so you can't give or change it."),
        )
    return None


def _by(rule: Rule, sentence: Sentence) -> Decision:
    return Decision(False, sentence, rule=rule)


_RULES: dict[type, Callable[[Any, Permission, Any], Decision | None]] = {
    Post: _post_rule,
    User: _user_rule,
    Role: _role_rule,
}
