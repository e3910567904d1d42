"""Whether this request may try once more: asked by every door before anything is compared or mailed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from flask import request
from flask_babel import format_timedelta
from flask_babel import gettext as _

from cms.engines import tallies
from cms.engines.tallies import Subjects, account_name
from cms.models import now
from cms.rules.throttling import LIMITS, Counted, Purpose
from cms.web.devices import device_of

_PREFIXES = {Counted.ADDRESS: {4: 32, 6: 64}, Counted.NETWORK: {4: 24, 6: 48}}


@dataclass(frozen=True)
class Attempt:
    """One try. `held_until` is None where it was let through, and counted; then `waits` are what it began.

    `locks_until`: this try used the account's last one up: unless it passes, strangers wait until then.
    """

    purpose: Purpose
    subjects: Subjects
    held_until: datetime | None = None
    locks_until: datetime | None = None
    waits: Mapping[Counted, datetime | None] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        return self.held_until is not None

    @property
    def account(self) -> str:
        """The account whose count this try belongs to; empty where it is none or a known device's."""
        return self.subjects.get(Counted.ACCOUNT, "")

    @property
    def wait(self) -> timedelta:
        return max((self.held_until or now()) - now(), timedelta(seconds=1))

    @property
    def sentence(self) -> str:
        """What to do, the same for accounts that exist and for those that don't."""
        wait = format_timedelta(self.wait, threshold=1.2)
        if self.purpose == Purpose.SIGN_IN:
            return _(
                "There were too many tries. Wait %(wait)s, then try again; or set a new password by mail.",
                wait=wait,
            )
        return _("There were too many tries. Wait %(wait)s, then try again.", wait=wait)

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(math.ceil(self.wait.total_seconds()))} if self.held else {}

    def passed(self) -> None:
        """It was an honest try: it counts against nobody. The caller commits."""
        tallies.give_back(self.purpose, self.subjects, self.waits)


def attempt(purpose: Purpose, account: str | None = None) -> Attempt:
    """Count this try, or say that it is held. `account` is the address typed, or the person's own.

    Commits what the request has read so far: call it before anything is changed.
    """
    subjects = _subjects(purpose, account_name(account or ""))
    held_until, states = tallies.take(purpose, subjects)
    if held_until is not None:
        return Attempt(purpose, subjects, held_until=held_until)
    waits = {who: state.held_until for who, state in states.items()}
    return Attempt(purpose, subjects, locks_until=_lock(purpose, states), waits=waits)


def _lock(purpose: Purpose, states: dict[Counted, tallies.State]) -> datetime | None:
    state, limit = states.get(Counted.ACCOUNT), LIMITS[purpose].get(Counted.ACCOUNT)
    return state.held_until if state and limit and state.count == limit.lock_after else None


def _subjects(purpose: Purpose, account: str) -> dict[Counted, str]:
    """Who is counted: the account and where the request comes from, or the account's own device alone."""
    limits = LIMITS[purpose]
    device = device_of(account) if account and Counted.DEVICE in limits else None
    if device:
        return {Counted.DEVICE: f"{device}|{account}"}
    named = {Counted.ACCOUNT: account, Counted.SITE: "all"}
    named |= {who: _network(request.remote_addr or "", bits) for who, bits in _PREFIXES.items()}
    return {who: name for who, name in named.items() if name and who in limits}


def _network(address: str, bits: dict[int, int]) -> str:
    try:
        ip = ip_address(address)
    except ValueError:  # a socket of this machine has none
        return address or "none"
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    return str(ip_network((ip, bits[ip.version]), strict=False))
