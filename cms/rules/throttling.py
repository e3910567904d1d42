"""How often something may be tried, as data: for each purpose and for each of those who are counted."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from cms.tools.throttle import Limit


class Purpose(StrEnum):
    SIGN_IN = "sign_in"
    SECOND_FACTOR = "second_factor"
    OWN_PASSWORD = "own_password"  # noqa: S105  # a purpose: the own password, typed once more
    RESET = "reset"
    CONFIRM = "confirm"
    REGISTER = "register"
    INVITATION = "invitation"
    COMMENT = "comment"
    GUEST_COMMENT = "guest_comment"  # each is a mail to an address that anybody may have typed
    OWN_DATA = "own_data"
    PORTRAIT = "portrait"  # drawing one anew takes a moment of the processor


class Counted(StrEnum):
    """Who is counted. A device that the account was opened on before has a count of its own.

    So nobody who guesses elsewhere can lock it out; the counts below it in this list are not asked then.
    """

    ACCOUNT = "account"
    DEVICE = "device"
    ADDRESS = "address"  # one IPv4 address; for IPv6 what one line gets, a /64
    NETWORK = "network"  # its neighbourhood: a /24, a /48
    SITE = "site"  # everybody together: one guess each on many accounts from many addresses


Limits = Mapping[Purpose, Mapping[Counted, Limit]]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _seconds(number: int) -> timedelta:
    return timedelta(seconds=number)


_PROVING = Limit(4, _seconds(15), _seconds(300), DAY, lock_after=10, locked_for=timedelta(minutes=30))
_MAILING = {
    Counted.ACCOUNT: Limit(3, _seconds(60), HOUR, DAY),
    Counted.ADDRESS: Limit(20, _seconds(5), _seconds(300), HOUR),
    Counted.NETWORK: Limit(60, _seconds(5), _seconds(300), HOUR),
}

LIMITS: Limits = {
    Purpose.SIGN_IN: {
        Counted.ACCOUNT: _PROVING,
        Counted.DEVICE: _PROVING,
        Counted.ADDRESS: Limit(30, _seconds(2), _seconds(60), HOUR),
        Counted.NETWORK: Limit(100, _seconds(2), _seconds(60), HOUR),
        Counted.SITE: Limit(200, _seconds(10), _seconds(10), HOUR),
    },
    Purpose.SECOND_FACTOR: {Counted.ACCOUNT: _PROVING},
    Purpose.OWN_PASSWORD: {Counted.ACCOUNT: _PROVING},
    Purpose.RESET: _MAILING,
    Purpose.CONFIRM: _MAILING,
    Purpose.REGISTER: {
        Counted.ACCOUNT: Limit(10, _seconds(30), HOUR, DAY),  # a form with faults counts too
        Counted.ADDRESS: Limit(20, _seconds(10), _seconds(600), HOUR),
        Counted.NETWORK: Limit(60, _seconds(10), _seconds(600), HOUR),
    },
    Purpose.INVITATION: {  # the form with faults counts too; nobody guesses the link
        Counted.ADDRESS: Limit(20, _seconds(5), _seconds(300), HOUR),
        Counted.NETWORK: Limit(60, _seconds(5), _seconds(300), HOUR),
    },
    Purpose.COMMENT: {
        Counted.ACCOUNT: Limit(10, _seconds(10), _seconds(300), HOUR),
        Counted.ADDRESS: Limit(60, _seconds(10), _seconds(300), HOUR),
    },
    Purpose.GUEST_COMMENT: {
        Counted.ACCOUNT: Limit(3, _seconds(60), HOUR, DAY),
        Counted.ADDRESS: Limit(15, _seconds(10), _seconds(300), HOUR),
        Counted.NETWORK: Limit(60, _seconds(5), _seconds(300), HOUR),
        Counted.SITE: Limit(300, _seconds(5), _seconds(60), HOUR),
    },
    Purpose.OWN_DATA: {Counted.ACCOUNT: Limit(5, _seconds(60), HOUR, DAY)},
    Purpose.PORTRAIT: {Counted.ACCOUNT: Limit(20, _seconds(30), _seconds(600), HOUR)},
}

# What a person may be locked out of, and let in again.
PROOFS = (Purpose.SIGN_IN, Purpose.SECOND_FACTOR, Purpose.OWN_PASSWORD)
LONGEST_WINDOW = max(limit.window for limits in LIMITS.values() for limit in limits.values())
