"""Before a second factor is looked at."""

from cms.accounts.throttle import guard
from cms.models import User
from cms.rules.throttling import Purpose


def guard_attempt(user: User) -> None:
    """Count this try of a second factor against the account; raises TooMany when there were too many.

    Each sign-in that waits has a few tries of its own besides: cms/actions/factors/pending.py.
    """
    guard(Purpose.SECOND_FACTOR, user.email)
