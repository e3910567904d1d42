"""Mails about people who leave: to who takes over, and to the owners when that can't go on."""

from collections.abc import Iterator
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, gettext
from sqlalchemy import select

from cms.engines.outbox import enqueue
from cms.engines.settings import setting
from cms.engines.wording import locale_of
from cms.extensions import db
from cms.models import Departure, Role, User
from cms.rules.permissions import OWNER

MOST_OWNERS = 10


def tell_receiver(going: Departure, *, by: Any) -> None:
    """Say what is theirs now, unless they took it themselves."""
    target = going.target
    if target is None or target.id == getattr(by, "id", None):
        return
    with force_locale(locale_of(target)):
        subject = gettext(
            "%(site)s: what %(person)s wrote is yours now", site=setting("site_name"), person=str(going.user)
        )
        link = _address(f"/admin/posts/?flt0_author={target.handle}")
        send("mail/handed_over", target, subject, person=going.user, going=going, link=link)


def tell_stopped(going: Departure) -> None:
    """Tell the owners why what somebody leaves behind is still where it was."""
    for owner in owners():
        with force_locale(locale_of(owner)):
            subject = gettext(
                "%(site)s: the texts of %(person)s could not be handed over",
                site=setting("site_name"),
                person=str(going.user),
            )
            link = _address(f"/admin/users/details/?id={going.user_id}")
            send("mail/hand_over_stopped", owner, subject, person=going.user, going=going, link=link)


def owners(besides: User | None = None) -> Iterator[User]:
    """Those who decide for certain: the active owners, the first ten."""
    standing = (
        select(User)
        .where(User.roles.any(Role.name == OWNER), User.active, User.confirmed_at.is_not(None))
        .where(User.id != (besides.id if besides else 0))
        .order_by(User.id)
        .limit(MOST_OWNERS)
    )
    yield from db.session.scalars(standing)


def send(template: str, user: User, subject: str, **words: Any) -> None:
    """One mail, in the language that is forced around the call."""
    text, html = (render_template(f"{template}.{kind}", user=user, **words) for kind in ("txt", "html"))
    enqueue(user.email, subject, text, html)


def _address(path: str) -> str:
    # The host of a request can be forged.
    return f"{current_app.config['SITE_URL']}{path}"
