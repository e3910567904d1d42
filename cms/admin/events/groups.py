"""The verbs of the log in groups, as people look for them."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from cms.admin.events.sentences import VERBS

CHANGES = "changes"
GROUPS: dict[str, LazyString] = {
    CHANGES: _l("Changes"),
    "discussion": _l("Comments"),
    "rights": _l("Roles and rights"),
    "settings": _l("Settings"),
    "sign_ins": _l("Sign-ins"),
    "failed": _l("Failed sign-ins"),
    "refusals": _l("Refusals"),
    "exports": _l("Exports"),
}
_VERBS: dict[str, tuple[str, ...]] = {
    "discussion": tuple(verb for verb in VERBS if verb.startswith(("comment.", "comment_ban."))),
    "rights": (
        *(verb for verb in VERBS if verb.startswith(("role.", "access_request."))),
        *("user.assign_roles", "user.view_as", "user.view_as_end"),
    ),
    "settings": ("setting.edit",),
    "sign_ins": (
        *("user.sign_in", "user.use_recovery_code", "user.sign_out", "user.unlock"),
        *("user.end_session", "user.end_sessions", "user.disown_session"),
    ),
    "failed": ("user.sign_in_failed", "user.second_factor_failed", "user.register_again", "user.lock"),
    "refusals": ("access.refuse",),
    "exports": ("access.export", "user.export_data"),
}


def group_of(verb: str) -> str:
    """Each verb is in exactly one group; what is in none of the others is a change."""
    return next((group for group, verbs in _VERBS.items() if verb in verbs), CHANGES)


def verbs_in(group: str) -> list[str]:
    """What the group holds."""
    return [verb for verb in VERBS if group_of(verb) == group]
