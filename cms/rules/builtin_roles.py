"""The six roles that every installation begins with."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from cms.rules.catalogue import Permission as P

OWNER = "owner"
READER = "reader"

NAMES = {
    OWNER: _l("Owner"),
    "editor": _l("Editor"),
    "author": _l("Author"),
    "contributor": _l("Contributor"),
    "moderator": _l("Moderator"),
    READER: _l("Reader"),
}


@dataclass(frozen=True)
class BuiltinRole:
    name: str
    description: LazyString
    permissions: frozenset[P]


_READ = frozenset({P.COMMENT_CREATE})
_CONTRIBUTE = _READ | {
    P.BACKOFFICE_ENTER,
    P.POST_VIEW_OWN,
    P.POST_CREATE,
    P.POST_EDIT_OWN,
    P.POST_SUBMIT_OWN,
}
_WRITE = _CONTRIBUTE | {P.POST_PUBLISH_OWN, P.POST_TRASH_OWN, P.TAG_CREATE, P.COMMENT_MODERATE_OWN}
_MODERATE = _READ | {P.BACKOFFICE_ENTER, P.COMMENT_MODERATE, P.COMMENT_DELETE, P.COMMENT_BAN}
_EDIT = (
    _WRITE
    | _MODERATE
    | {permission for permission in P if permission.noun in ("post", "page", "tag", "redirect")}
    | {P.USER_VIEW, P.EXPORT}
)

BUILTIN_ROLES = (
    BuiltinRole(OWNER, _l("Everything, and who may do what."), frozenset(P)),
    BuiltinRole("editor", _l("Every post, page and tag; publishes, reviews and moderates."), _EDIT),
    BuiltinRole("author", _l("Writes and publishes own posts; moderates the comments on them."), _WRITE),
    BuiltinRole("contributor", _l("Writes drafts and submits them for review."), _CONTRIBUTE),
    BuiltinRole("moderator", _l("Comments only: approves, holds, marks spam, trashes, bans."), _MODERATE),
    BuiltinRole(READER, _l("A signed-in visitor: comments, and the own account."), _READ),
)
