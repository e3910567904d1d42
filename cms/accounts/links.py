"""Links in mails ask for one press of a button: programs that read mails follow links, but press nothing."""

from collections.abc import Callable
from typing import Any

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

PAGES = {
    "security.confirm_email": (
        _l("Confirm your address"),
        _l("One press, and your account is ready."),
        _l("Confirm my address"),
    ),
    "security.change_email_confirm": (
        _l("Confirm your new address"),
        _l("One press, and you sign in with the new address from now on."),
        _l("Use the new address"),
    ),
}


def init_app(app: Flask) -> None:
    """Let GET show the button and only POST do it."""
    for endpoint, words in PAGES.items():
        app.view_functions[endpoint] = _ask_first(app.view_functions[endpoint], words)
    # Flask-Security knows this link with GET alone.
    app.add_url_rule(
        f"{app.config['SECURITY_CHANGE_EMAIL_URL']}/<token>",
        "security.change_email_confirm",
        methods=["POST"],
    )


def _ask_first(confirm: Callable[..., Any], words: tuple[Any, Any, Any]) -> Any:
    def view(token: str) -> ResponseReturnValue:
        if request.method == "POST":
            return confirm(token=token)
        title, sentence, button = words
        return render_template("accounts/confirm.html", title=title, sentence=sentence, button=button)

    return view
