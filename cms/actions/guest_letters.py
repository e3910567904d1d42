"""The mail with which a guest lets the own comment in."""

from flask import render_template
from flask_babel import gettext

from cms.engines.comment_links import confirmation_url
from cms.engines.outbox import enqueue
from cms.engines.settings import setting
from cms.models import GuestComment

TEMPLATE = "mail/comment_confirm"


def ask_to_confirm(waiting: GuestComment) -> None:
    """In the language in which the form was read. Nothing is quoted: anybody may have typed the address."""
    site = setting("site_name")
    subject = gettext("%(site)s: confirm your comment", site=site)
    words = {"post": waiting.post, "link": confirmation_url(waiting), "site": site}
    text, html = (render_template(f"{TEMPLATE}.{kind}", **words) for kind in ("txt", "html"))
    enqueue(waiting.email, subject, text, html)
