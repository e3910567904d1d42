"""Mails of the account: in the recipient's language, with links to this site whatever host was asked for."""

from typing import Any

from flask import Flask, current_app, render_template, url_for
from flask_babel import force_locale, get_locale, gettext
from flask_security import MailUtil

from cms.accounts.commits import commit_at_end
from cms.accounts.messages import SUBJECTS
from cms.engines.outbox import enqueue
from cms.engines.settings import setting
from cms.models import User


def init_app(app: Flask) -> None:
    """Give the templates of mails site_address()."""
    app.jinja_env.globals["site_address"] = site_address


def site_address(endpoint: str, **values: Any) -> str:
    """A full address that begins with SITE_URL, never with the host that a request named."""
    return str(current_app.config["SITE_URL"]) + url_for(endpoint, **values)


def render(template: str, **context: Any) -> str:
    """A page in the visitor's language, or a mail in its recipient's."""
    if not template.startswith("mail/"):
        return render_template(template, **context)
    with force_locale(_locale_of(context.get("user"))):
        return render_template(template, **context)


def write(template: str, recipient: str, user: User, **context: Any) -> None:
    """Put a mail that Flask-Security does not know into the outbox; `context` is what its words need."""
    text, html = (render(f"{template}{suffix}", user=user, **context) for suffix in (".txt", ".html"))
    enqueue(recipient, _subject(template, user), text, html)


class OutboxMail(MailUtil):
    """Flask-Security's way to mail: rows of the outbox, to addresses in lower case."""

    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: Any, html: Any, **context: Any
    ) -> None:
        enqueue(str(recipient), _subject(template, context.get("user")), body, html)
        commit_at_end()

    def normalize(self, email: str) -> str:
        return super().normalize(email).lower()

    def validate(self, email: str) -> str:
        return super().validate(email).lower()


def _subject(template: str, user: Any) -> str:
    with force_locale(_locale_of(user)):
        return gettext(SUBJECTS[template], site=setting("site_name"))


def _locale_of(user: Any) -> str:
    own, known = getattr(user, "locale", None), current_app.config["LOCALES"]
    return str(own if own in known else get_locale() or known[0])
