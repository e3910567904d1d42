"""Mails about asking for a permission: to the owners, and to the person when there is an answer."""

from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, gettext
from sqlalchemy import select

from cms.engines.outbox import enqueue
from cms.engines.settings import setting
from cms.engines.wording import locale_of
from cms.extensions import db
from cms.models import AccessRequest, Role, User
from cms.rules.permissions import OWNER, Permission

MOST_OWNERS = 10


def tell_owners(asked: AccessRequest) -> None:
    """Write to those who may answer it for certain: the active owners, the first ten."""
    standing = (
        select(User)
        .where(User.roles.any(Role.name == OWNER), User.active, User.confirmed_at.is_not(None))
        .where(User.id != asked.user_id)
        .order_by(User.id)
        .limit(MOST_OWNERS)
    )
    person = db.session.get_one(User, asked.user_id)
    for owner in db.session.scalars(standing):
        with force_locale(locale_of(owner)):
            subject = gettext(
                "%(site)s: %(person)s asks for a permission", site=setting("site_name"), person=str(person)
            )
            _send("mail/access_asked", owner, subject, asked, person, link=_address("/admin/requests/"))


def tell_person(asked: AccessRequest, *, by: Any) -> None:
    """Tell who asked what came of it, unless the account is closed or they answered it themselves."""
    person = asked.user
    if not person.active or person.id == getattr(by, "id", None):
        return
    with force_locale(locale_of(person)):
        if asked.granted:
            subject = gettext("%(site)s: you may do what you asked for", site=setting("site_name"))
        else:
            subject = gettext("%(site)s: what you asked for was declined", site=setting("site_name"))
        _send("mail/access_answered", person, subject, asked, by, link=_address("/account/requests"))


def _send(template: str, user: User, subject: str, asked: AccessRequest, person: Any, link: str) -> None:
    label = Permission(asked.permission).label
    words = {"user": user, "asked": asked, "label": label, "person": str(person), "link": link}
    text, html = (render_template(f"{template}.{kind}", **words) for kind in ("txt", "html"))
    enqueue(user.email, subject, text, html)


def _address(path: str) -> str:
    # The host of a request can be forged.
    return f"{current_app.config['SITE_URL']}{path}"
