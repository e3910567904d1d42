"""Mail people who have no password yet the link by which they set one."""

from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l
from flask_security.recoverable import generate_reset_password_token

from cms.actions.checks import require
from cms.actions.errors import NotPossible
from cms.actions.recording import record
from cms.engines.outbox import enqueue
from cms.engines.settings import setting
from cms.engines.wording import locale_of
from cms.extensions import db
from cms.models import User
from cms.rules.permissions import Permission

LETTER = "mail/invitation"


def invite(user: User, *, by: Any) -> None:
    """Send the link; following it also proves the address. An earlier link stays good until it expires.

    Raises Refused, or NotPossible for an inactive account and for one that is in use.
    """
    # The mail goes to the person alone, so whoever may add people may send it again.
    require(by, Permission.USER_CREATE)
    if not user.active:
        raise NotPossible(_l("Reactivate %(name)s first, then send the link.", name=user.display_name))
    if not awaits_password(user):
        raise NotPossible(
            _l(
                "%(name)s has a password already. Who forgot it asks for a new one where one signs in.",
                name=user.display_name,
            )
        )
    db.session.flush()
    with force_locale(locale_of(user)):
        enqueue(user.email, *_letter(user, by))
    record("user.invite", user, by=by)


def awaits_password(user: User) -> bool:
    """Whether nobody can have signed in to this account so far."""
    return user.password is None or user.confirmed_at is None


def _letter(user: User, by: Any) -> tuple[str, str, str]:
    inviter = str(by) if isinstance(getattr(by, "id", None), int) else ""
    words = {"user": user, "inviter": inviter, "link": _link(user)}
    subject = gettext("%(site)s: set your password", site=setting("site_name"))
    text, html = (render_template(f"{LETTER}.{kind}", **words) for kind in ("txt", "html"))
    return subject, text, html


def _link(user: User) -> str:
    # Built from the site's own address: the host of a request can be forged.
    config = current_app.config
    return f"{config['SITE_URL']}{config['SECURITY_RESET_URL']}/{generate_reset_password_token(user)}"
