"""What every change of a person's factors entails: the log, a letter, the end of other sign-ins."""

from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext as _l

from cms.actions.checks import lock
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.actions.factors.letters import tell_changed
from cms.actions.recording import record
from cms.actions.sessions import close
from cms.extensions import db
from cms.models import EndReason, LoginSession, User
from cms.tools.html import has_controls

LONGEST_NAME = 60


def begin(user: User, *, by: Any) -> None:
    """Only the person changes their own factors, one change at a time. Raises Refused."""
    if getattr(by, "id", None) != user.id or not user.active:
        raise Refused(_l("Only the person changes their own second factors. Owners can reset them."))
    lock(user)


def changed(user: User, verb: str, *, by: Any, keep: LoginSession | None = None, **after: Any) -> None:
    """Log it, write to the person, and end their other sign-ins; `keep` is the one that stays."""
    db.session.flush()
    db.session.expire(user, ["has_factor"])
    others_must_end(user, keep)
    record(verb, user, by=by, after=after)
    tell_changed(user, verb, name=str(after.get("name", "")))


def others_must_end(user: User, keep: LoginSession | None = None) -> None:
    """End every sign-in of the person but `keep`, whose cookie the door renews."""
    user.fs_uniquifier = uuid4().hex
    close(user, EndReason.FACTORS, keep=keep)


def checked_name(typed: str, otherwise: Any) -> str:
    """A name for a factor, tidied; raises Invalid."""
    tidy = " ".join(typed.split()) or str(otherwise)
    if len(tidy) > LONGEST_NAME or has_controls(tidy):
        raise Invalid({"name": _l("Use at most %(most)s ordinary characters.", most=LONGEST_NAME)})
    return tidy


def require_room(count: int, most: int) -> None:
    """Raise NotPossible when there are so many already."""
    if count >= most:
        raise NotPossible(_l("There are %(most)s already. Remove one first.", most=most))
