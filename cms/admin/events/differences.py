"""Before and after of an event, as rows that people can read."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cms.admin.base.moments import moment_text
from cms.models import Event
from cms.rules.builtin_roles import NAMES
from cms.rules.permissions import LABELS
from cms.rules.settings import BY_NAME
from cms.rules.workflow import COMMENT_LABELS, REVIEW_LABELS, STATUS_LABELS

FIELDS = {
    "comment": _l("Number of the comment"),
    "everywhere": _l("For all comments"),
    "score": _l("Points for spam"),
    "text": _l("Words before"),
    "address": _l("Digest of the address"),
    "act": _l("Act"),
    "apps": _l("Authenticator apps"),
    "author": _l("Author"),
    "author_number": _l("Number of the author"),
    "plans": _l("Plans"),
    "posts": _l("Texts"),
    "reviews": _l("Reviews"),
    "bio": _l("About the person"),
    "codes": _l("Recovery codes"),
    "days": _l("Days of grace"),
    "description": _l("Description"),
    "despite": _l("Despite the checklist"),
    "device": _l("Device"),
    "devices": _l("Devices"),
    "email": _l("E-mail address"),
    "given": _l("Allowed now"),
    "handle": _l("Handle"),
    "left": _l("Recovery codes"),
    "locale": _l("Language"),
    "login": _l("Name in the import"),
    "name": _l("Name"),
    "passkeys": _l("Passkeys"),
    "endpoint": _l("Screen"),
    "events": _l("Events"),
    "filters": _l("Filters"),
    "format": _l("Format"),
    "method": _l("Method"),
    "path": _l("Path"),
    "rows": _l("Rows"),
    "people": _l("People"),
    "permissions": _l("Permissions"),
    "post": _l("Number of the post"),
    "place": _l("Network"),
    "published_at": _l("Published"),
    "at": _l("When"),
    "required": _l("Second factor"),
    "restored": _l("Restored revision"),
    "review": _l("Review"),
    "reviewer": _l("Reviewer"),
    "revision": _l("Revision"),
    "roles": _l("Roles"),
    "slug": _l("Address"),
    "source": _l("Source"),
    "status": _l("Status"),
    "taken": _l("No longer allowed"),
    "timezone": _l("Time zone"),
    "title": _l("Title"),
    "until": _l("Until"),
    "way": _l("By"),
}
MOMENTS = ("at", "published_at", "until")
WAYS = {
    "password": _l("password"),
    "app": _l("authenticator app"),
    "recovery_code": _l("recovery code"),
    "passkey": _l("passkey"),
    "link": _l("mailed link"),
}
_STATES: dict[str, Any] = {
    **{state.value: label for state, label in REVIEW_LABELS.items()},
    **{status.value: label for status, label in STATUS_LABELS.items()},
}
_COMMENT_STATES: dict[str, Any] = {status.value: label for status, label in COMMENT_LABELS.items()}
_PERMISSIONS: dict[str, Any] = {permission.value: label for permission, label in LABELS.items()}


class Difference(NamedTuple):
    field: str
    before: str
    after: str


def differences(event: Event) -> list[Difference]:
    """Each value that the event tells of; an empty text where there is none on that side."""
    names = dict.fromkeys((*(event.before or {}), *(event.after or {})))
    rows = (
        Difference(_field(name), _shown(event, name, event.before), _shown(event, name, event.after))
        for name in names
    )
    return [row for row in rows if row.before or row.after]


def _field(name: str) -> str:
    if name in BY_NAME:
        return str(BY_NAME[name].label)
    return str(FIELDS.get(name, name))


def _shown(event: Event, name: str, values: dict[str, Any] | None) -> str:
    value = (values or {}).get(name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(_word(event, name, part) for part in value)
    return _word(event, name, value)


def _word(event: Event, name: str, value: Any) -> str:
    """A value of the log in words, where there are some for it."""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if name in MOMENTS:
        return _moment(value)
    words: dict[str, Any] = {
        "status": _COMMENT_STATES if event.noun == "comment" else _STATES,
        "review": _STATES,
        "state": _STATES,
        "roles": NAMES,
        "given": _PERMISSIONS,
        "taken": _PERMISSIONS,
        "permissions": _PERMISSIONS,
        "way": WAYS,
    }.get(name, {})
    return str(words.get(value, value))


def _moment(text: str) -> str:
    """In the reader's zone and words; what is no moment stays as the log has it."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment_text(at) if at.tzinfo else text
