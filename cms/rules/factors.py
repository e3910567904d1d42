"""Who needs a second factor, from when on, and who is stopped for want of one."""

from datetime import datetime, timedelta
from typing import Any

from cms.models import Role, User, now


def asks_for_factor(user: Any) -> bool:
    """Whether one of the person's roles asks for a second factor."""
    return any(role.factor_since for role in user.roles)


def deadline(user: User) -> datetime | None:
    """The moment after which the person may do nothing without a second factor; None: no role asks for one.

    The days of grace count from when the role began to ask or was given, whichever is later.
    """
    if not asks_for_factor(user):
        return None
    given = {grant.role_id: grant.given_at for grant in user.grants}
    moments = [_deadline(role, given.get(role.id)) for role in user.roles]
    return min(moment for moment in moments if moment)


def owes_factor(user: User) -> datetime | None:
    """The deadline of a person who has no second factor yet, also when it has passed."""
    moment = deadline(user)
    return None if moment is None or user.has_factor else moment


def lacks_factor(user: User) -> bool:
    """Whether the deadline has passed: the person may do nothing now but set a second factor up."""
    moment = owes_factor(user)
    return moment is not None and moment <= now()


def _deadline(role: Role, given: datetime | None) -> datetime | None:
    if role.factor_since is None:
        return None
    begins = max(role.factor_since, given or role.factor_since)
    return begins + timedelta(days=role.factor_grace)
