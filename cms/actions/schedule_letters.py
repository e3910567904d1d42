"""Mails about plans that could not be carried out."""

from flask import render_template
from flask_babel import force_locale, gettext
from sqlalchemy import select

from cms.actions.errors import Sentence
from cms.actions.review_letters import link_to
from cms.engines.outbox import enqueue
from cms.engines.settings import setting
from cms.engines.wording import locale_of
from cms.extensions import db
from cms.models import Post, Role, User
from cms.rules.permissions import OWNER

TEMPLATE = "mail/schedule_failed"


def tell_failed(post: Post, reason: Sentence, *, by: User | None, owners: bool) -> None:
    """Tell the author and who planned it, as far as their accounts are open; with `owners` those too."""
    people = {post.author, by, *(_owners() if owners else ())}
    for person in sorted((person for person in people if person and person.active), key=lambda it: it.id):
        with force_locale(locale_of(person)):
            words = {"site": setting("site_name"), "title": post.title}
            subject = gettext("%(site)s: “%(title)s” did not happen as planned", **words)
            given = {"user": person, "post": post, "reason": str(reason), "link": link_to(post, person)}
            text, html = (
                render_template(f"mail/schedule_failed.{kind}", **given) for kind in ("txt", "html")
            )
            enqueue(person.email, subject, text, html)


def _owners() -> list[User]:
    standing = select(User).where(User.active, User.confirmed_at.is_not(None))
    return list(db.session.scalars(standing.where(User.roles.any(Role.name == OWNER))))
