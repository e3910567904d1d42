"""Hand what a person holds to somebody else: posts and pages, what they planned, the reviews they owe."""

from typing import Any

from cms.actions.checks import lock, require
from cms.actions.departing import Wish, depart
from cms.actions.errors import NotPossible
from cms.actions.owners import lock_owners
from cms.models import User
from cms.rules.permissions import EVERY, Permission
from cms.rules.receivers import may_receive


def hand_over(source: User, target: User, *, by: Any, reason: str = "") -> bool:
    """Move it, a lot of it by a job; whether all of it is done. Revisions, comments and notes stay.

    Nothing is saved anew: versions, dates and what others are typing are not touched. Raises Refused, or
    NotPossible when the target can't hold posts.
    """
    require_may_hand_over(source, target, by=by)
    return depart(source, Wish(target=target, reason=reason), by=by)


def require_may_hand_over(source: User, target: User, *, by: Any) -> None:
    """Hold both accounts, and raise Refused or NotPossible. Who hands posts over can edit each of them."""
    require(by, Permission.POST_EDIT, EVERY)
    lock_owners()
    lock(source, pointed_at=True)
    lock(target, pointed_at=True)
    decision = may_receive(target, source)
    if not decision:
        raise NotPossible(decision.reason)
