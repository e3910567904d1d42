"""How Flask-Security behaves here. Its messages stand in cms/accounts/messages.py."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security import uia_email_mapper

from cms.accounts.messages import MESSAGES
from cms.models import now
from cms.paths import TRANSLATIONS
from cms.rules.passwords import SHORTEST

SETTINGS: dict[str, Any] = {
    "REGISTERABLE": True,
    "CONFIRMABLE": True,
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "CHANGE_EMAIL": True,
    # A person who opens the mail on another machine signs in there; the mail alone opens nothing.
    "AUTO_LOGIN_AFTER_CONFIRM": False,
    "RETURN_GENERIC_RESPONSES": True,
    "API_ENABLED_METHODS": ["session"],
    "DATETIME_FACTORY": now,
    # Negative switches /verify off: the forms that need it ask for the password themselves.
    "FRESHNESS": timedelta(minutes=-1),
    "CONFIRM_EMAIL_WITHIN": timedelta(hours=24),
    "RESET_PASSWORD_WITHIN": timedelta(hours=24),
    "CHANGE_EMAIL_WITHIN": timedelta(hours=24),
    "PASSWORD_HASH": "bcrypt",
    "PASSWORD_SCHEMES": ["bcrypt", "argon2"],
    "PASSWORD_HASH_PASSLIB_OPTIONS": {"bcrypt__rounds": 12},
    "PASSWORD_LENGTH_MIN": SHORTEST,
    # Binds a signed link to what it is about; a slow hash would tell known addresses from unknown ones.
    "HASHING_SCHEMES": ["hex_sha256"],
    # ASCII before the @: what lower case is for other letters differs from database to database.
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "allow_smtputf8": False},
    "USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": uia_email_mapper, "case_insensitive": False}}],
    "JOIN_USER_ROLES": False,
    "LOGOUT_METHODS": ["POST"],
    "POST_LOGIN_VIEW": "accounts.after_sign_in",
    "POST_LOGOUT_VIEW": "/",
    "POST_REGISTER_VIEW": "security.login",
    "POST_CHANGE_VIEW": "accounts.profile",
    "POST_CHANGE_EMAIL_VIEW": "accounts.profile",
    "STATIC_FOLDER": None,
    "STATIC_FOLDER_URL": None,
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
    "I18N_DOMAIN": "messages",
    "I18N_DIRNAME": [str(TRANSLATIONS)],
    "REGISTER_EMAIL_TEMPLATE": "mail/welcome",
    "REGISTER_EMAIL_EXISTING_TEMPLATE": "mail/welcome_existing",
    "EMAIL_TEMPLATE_CONFIRM": "mail/confirmation",
    "EMAIL_TEMPLATE_PASSWORD_RESET": "mail/reset",
    "EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": "mail/reset_done",
    "EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": "mail/password_changed",
    "CHANGE_EMAIL_EMAIL_TEMPLATE": "mail/new_address",
}


def apply(app: Flask) -> None:
    """Fill in what config/ and the environment leave open."""
    for name, value in SETTINGS.items():
        app.config.setdefault(f"SECURITY_{name}", value)
    for name, message in MESSAGES.items():
        app.config[f"SECURITY_MSG_{name}"] = message
