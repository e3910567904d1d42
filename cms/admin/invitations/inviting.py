"""Invite many at once: each by itself, with an answer of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cms.actions.errors import Invalid, NotPossible, Refused
from cms.actions.inviting.sending import HasAccount, invite
from cms.admin.base import actor
from cms.extensions import db
from cms.models import Role
from cms.tools.mail_addresses import Addressee


@dataclass(frozen=True)
class Fault:
    """`person`: whose account it is that has the address."""

    typed: str
    sentence: str
    person: Any = None


@dataclass
class Outcome:
    invited: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def invite_all(these: Sequence[Addressee], roles: Sequence[Role]) -> Outcome:
    """One that can't be invited leaves no trace and stops no other. The caller commits."""
    outcome = Outcome()
    for one in these:
        try:
            with db.session.begin_nested():
                invitation = invite(one.email, roles, name=one.name, by=actor())
        except HasAccount as fault:
            outcome.faults.append(Fault(one.typed, _sentence(fault), fault.person))
        except Invalid as fault:
            outcome.faults.append(Fault(one.typed, _sentence(fault)))
        except Refused as refusal:
            outcome.faults.append(Fault(one.typed, str(refusal.reason)))
        except NotPossible as obstacle:
            outcome.faults.append(Fault(one.typed, str(obstacle)))
        else:
            outcome.invited.append(invitation.email)
    return outcome


def _sentence(fault: Invalid) -> str:
    return " ".join(str(sentence) for sentence in fault.errors.values())
