"""People delete their own account: they ask, can think it over for some days, and then it happens."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions import leaving_letters as letters
from cms.actions.checks import lock
from cms.actions.deleting import leave
from cms.actions.departing import Wish
from cms.actions.errors import NotPossible, Refused
from cms.actions.former import former_account, require_somebody
from cms.actions.owners import keep_an_owner, lock_owners
from cms.actions.recording import record
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import User, now
from cms.rules.permissions import SYSTEM
from cms.rules.receivers import may_receive

ITS_OWN_ONLY = _l("Everybody decides this for their own account alone.")


def ask_deletion(user: User, *, by: Any) -> datetime:
    """Begin the days in which it can be taken back; when they end. The person and the owners get a mail.

    Raises Refused, or NotPossible: for the last active owner, and when it was asked for already.
    """
    _begin(user, by)
    if user.leaves_at is not None:
        raise NotPossible(_l("You have asked for this already."))
    keep_an_owner(user)
    user.leaves_at = now() + timedelta(days=setting("deletion_days"))
    record("user.ask_deletion", user, by=by, after={"at": user.leaves_at.isoformat()})
    letters.tell_asked(user)
    return user.leaves_at


def take_back(user: User, *, by: Any) -> None:
    """Keep the account after all. Raises Refused or NotPossible."""
    _begin(user, by)
    if user.leaves_at is None:
        raise NotPossible(_l("Your account is not about to be deleted, so there is nothing to take back."))
    user.leaves_at = None
    record("user.take_back_deletion", user, by=by)


def delete_leaving(moment: datetime) -> int:
    """Delete the account whose days are over the longest; a lot goes on as a job. How many: 1, or none."""
    lock_owners()
    due = select(User).where(User.leaves_at <= moment).order_by(User.leaves_at, User.id).limit(1)
    user = db.session.scalars(due.with_for_update(of=User, key_share=True)).one_or_none()
    if user is None:
        return 0
    try:
        keep_an_owner(user)
    except NotPossible as obstacle:
        _stays_after_all(user, str(obstacle))
        return 1
    letters.tell_deleted(user)
    wish = Wish(target=heir(besides=user) or former_account(), deletes=True, erases=True)
    leave(user, wish, by=SYSTEM)
    return 1


def heir(besides: User | None = None) -> User | None:
    """Who gets what people leave behind who delete their account themselves; None: it loses the name."""
    number = setting("deletion_to")
    person = db.session.get(User, number) if number else None
    if person is None or person is besides:
        return None
    return person if may_receive(person) else None


def _begin(user: User, by: Any) -> None:
    if getattr(by, "id", None) != user.id:
        raise Refused(ITS_OWN_ONLY)
    lock_owners()
    lock(user, pointed_at=True)
    require_somebody(user)


def _stays_after_all(user: User, sentence: str) -> None:
    user.leaves_at = None
    record("user.deletion_failed", user, by=SYSTEM, reason=sentence)
    letters.tell_kept(user, sentence)
