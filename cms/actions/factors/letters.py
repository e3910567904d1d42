"""Mails about second factors: whoever didn't do it themselves must hear of it."""

from typing import Any

from flask import current_app, render_template
from flask_babel import LazyString, force_locale, gettext
from flask_babel import lazy_gettext as _l

from cms.engines.outbox import enqueue
from cms.engines.settings import setting
from cms.engines.wording import locale_of
from cms.models import User

LETTER = "mail/factors_changed"

WORDS: dict[str, LazyString] = {
    "user.add_app": _l("An authenticator app was added to your account: “%(name)s”."),
    "user.remove_app": _l("An authenticator app was removed from your account: “%(name)s”."),
    "user.add_passkey": _l("A passkey was added to your account: “%(name)s”."),
    "user.remove_passkey": _l("A passkey was removed from your account: “%(name)s”."),
    "user.renew_codes": _l("New recovery codes were made for your account. The old ones no longer work."),
    "user.use_recovery_code": _l("Somebody signed in to your account with one of your recovery codes."),
    "user.reset_factors": _l(
        "Your second factors were reset by somebody who looks after this site. "
        "To sign in, your password is enough until you set up a new one."
    ),
}


def tell_changed(user: User, verb: str, **words: Any) -> None:
    """Write to the person what happened, in their language, and what to do if it wasn't them."""
    with force_locale(locale_of(user)):
        site = setting("site_name")
        given = {
            "user": user,
            "sentence": str(WORDS[verb]) % words,
            "security": f"{current_app.config['SITE_URL']}/account/security",
            "reset": f"{current_app.config['SITE_URL']}{current_app.config['SECURITY_RESET_URL']}",
        }
        text, html = (render_template(f"{LETTER}.{kind}", **given) for kind in ("txt", "html"))
        subject = gettext("%(site)s: how you sign in was changed", site=site)
        if verb == "user.use_recovery_code":
            subject = gettext("%(site)s: a recovery code was used", site=site)
        enqueue(user.email, subject, text, html)
