"""Before a second factor is looked at."""

from cms.models import User


def guard_attempt(user: User) -> None:
    """Count this try of a second factor against the account; raises when there were too many.

    Each sign-in that waits has a few tries of its own besides: cms/actions/factors/pending.py.
    """
