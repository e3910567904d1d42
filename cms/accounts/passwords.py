"""One rule for every way to set a password, and what it thinks of one while it is typed."""

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import PasswordUtil

from cms.accounts.blueprint import accounts
from cms.accounts.sessions import only_read_session
from cms.engines.settings import setting
from cms.rules.passwords import Password
from cms.rules.settings import BY_NAME
from cms.tools.html import has_controls

KNOWN = ("email", "name", "handle")


class RuledPasswords(PasswordUtil):
    """Flask-Security's way to ask: for registering, resetting, changing, and the command line."""

    def validate(self, password: str, is_register: bool, **known: Any) -> tuple[list[str], str]:
        """The faults, and the password as it is hashed."""
        faults = weighed(password, *words_about(known.get("user") or known)).faults
        return [str(fault) for fault in faults], self.normalize(password)


def weighed(text: str, *about: str) -> Password:
    """The password as its reader counts it: é is one character, however it was typed."""
    return Password(unicodedata.normalize("NFC", text), (*about, *words_of_site()))


def words_about(person: Any) -> list[str]:
    """What others know of somebody: a row, the fields of a form, or nobody."""
    given = person.get if hasattr(person, "get") else lambda name: getattr(person, name, None)
    return [value for name in KNOWN if isinstance(value := given(name), str) and value]


def words_of_site() -> list[str]:
    """What belongs to this site. The name that every new site has says nothing about it."""
    name = setting("site_name")
    return [
        urlsplit(current_app.config["SITE_URL"]).hostname or "",
        *([name] if name != BY_NAME["site_name"].default else []),
    ]


@accounts.post("/password-strength")
def password_strength() -> ResponseReturnValue:
    """What the rule says of the password in the form: JSON for the meter, a page for who pressed “Check”.

    Nothing of it is kept or logged. The form of a change has the present password beside the new one.
    """
    only_read_session()
    given = (request.get_json() if request.is_json else request.form) or {}
    text = given.get("new_password") or given.get("password") or ""
    if not isinstance(text, str) or has_controls(text):
        text = ""
    password = weighed(text, *words_about(given), *words_about(current_user))
    if request.is_json or request.accept_mimetypes.best == "application/json":
        faults = [str(fault) for fault in password.faults]
        return jsonify(score=password.score, verdict=str(password.verdict), faults=faults)
    return render_template("accounts/password_strength.html", password=password)
