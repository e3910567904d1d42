"""Why a device was signed out, in words."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from cms.models import EndReason, LoginSession

WORDS: dict[EndReason, LazyString] = {
    EndReason.SIGNED_OUT: _l("there"),
    EndReason.BY_PERSON: _l("from another device"),
    EndReason.BY_OWNER: _l("by an owner of the site"),
    EndReason.REPORTED: _l("because the mail about it was answered with “this was not me”"),
    EndReason.PASSWORD: _l("because the password changed"),
    EndReason.ADDRESS: _l("because the e-mail address changed"),
    EndReason.FACTORS: _l("because the second step of signing in changed"),
    EndReason.DEACTIVATED: _l("because the account was deactivated"),
    EndReason.RESTORED: _l("because the site was restored from a backup"),
}


def end_reason(login: LoginSession) -> LazyString:
    """The end of “Signed out on the 3rd, …”; empty while the device is signed in."""
    return WORDS[login.end_reason] if login.end_reason else ""
