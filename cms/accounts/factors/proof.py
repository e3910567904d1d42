"""Before a dangerous change: is it still the person themselves?"""

from flask_babel import gettext as _
from flask_login import current_user
from flask_security import verify_password
from flask_security.proxies import _security
from flask_security.utils import get_message

from cms.accounts.factors.browser import typed
from cms.accounts.sign_ins import renew_key
from cms.accounts.throttle import guard, passed
from cms.extensions import db
from cms.rules.throttling import Purpose


def prove_anew() -> str:
    """Ask the form for the password once more: empty when it is right, else the sentence beside the field."""
    password, hashed = typed("password"), current_user.password
    if not password:
        return _("Type your password, so that nobody else changes this on a screen you left open.")
    guard(Purpose.OWN_PASSWORD, current_user.email)  # and commits: the hash takes long, SQLite has one writer
    if hashed and verify_password(_security.password_util.normalize(password), hashed):
        passed()
        renew_key()
        db.session.commit()  # whatever becomes of the change itself
        return ""
    return str(get_message("INVALID_PASSWORD")[0])
