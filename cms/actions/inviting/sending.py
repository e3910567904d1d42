"""Invite somebody, and send it again."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions.checks import lock, require, unique
from cms.actions.errors import Invalid, NotPossible, Sentence
from cms.actions.identity import fault_of_address, normal_address
from cms.actions.inviting.claiming import (
    account_at,
    awaits_person,
    open_invitation_to_claim,
    require_awaiting,
)
from cms.actions.inviting.letter import send_letter
from cms.actions.inviting.revoking import withdraw
from cms.actions.inviting.rights import require_may_invite
from cms.actions.people import fault_of_name
from cms.actions.recording import record
from cms.engines.settings import setting
from cms.engines.sign_ins import digest_of
from cms.extensions import db
from cms.models import Invitation, Role, User, now
from cms.rules.permissions import SYSTEM, Permission
from cms.rules.receivers import may_receive

SHORTEST_PAUSE = timedelta(minutes=1)

ROLE_NEEDED = _l("Choose at least one role: without any, they could do nothing here.")
INVITED_ALREADY = _l("This address has an open invitation already. Send that one again, or revoke it first.")


class HasAccount(Invalid):
    """The address is somebody's already; `person` is who."""

    def __init__(self, person: User, sentence: Sentence) -> None:
        super().__init__({"email": sentence})
        self.person = person


def invite(
    email: str, roles: Iterable[Role] = (), *, by: Any, name: str = "", claims: User | None = None
) -> Invitation:
    """Mail a link by which they make an account with these roles, or take the account `claims` over.

    An earlier invitation to claim the same account is void. Raises Refused (also for a role that `by` may not
    give), Invalid, HasAccount, or NotPossible for an account that waits for nobody.
    """
    require(by, Permission.USER_CREATE)
    email, name, given = normal_address(email), " ".join(name.split()), _distinct(roles)
    if errors := _faults(email, name):
        raise Invalid(errors)
    holder = account_at(email)
    if claims is None and holder is not None:
        claims = _theirs(holder)
    if claims is not None:
        require_awaiting(claims)
    # Somebody who has an account and claims another one: the two become one.
    unites = holder if claims is not None and holder is not None and holder.id != claims.id else None
    require_may_invite(email, given, claims, by=by, unites=unites)
    if claims is not None and unites is not None:
        _require_unitable(claims, unites, given)
    if not given and claims is None:
        raise Invalid({"roles": ROLE_NEEDED})
    invitation = _entered(email, name, given, claims, by)
    record("invitation.create", invitation, by=by, after=_brief(invitation))
    _send(invitation)
    return invitation


def resend(invitation: Invitation, *, by: Any) -> None:
    """Mail a new link, which is open anew for the whole time; the one before stops working.

    It is an invitation by `by` from then on. Raises Refused or NotPossible.
    """
    lock(invitation)
    holder = account_at(invitation.email)
    claims = invitation.claims
    unites = holder if claims is not None and holder is not None and holder.id != claims.id else None
    require_may_invite(invitation.email, invitation.roles, claims, by=by, unites=unites)
    if invitation.accepted_at is not None:
        raise NotPossible(_l("%(email)s has accepted already.", email=invitation.email))
    if invitation.revoked_at is not None:
        raise NotPossible(_l("This invitation was revoked. Invite %(email)s anew.", email=invitation.email))
    if invitation.sent_at > now() - SHORTEST_PAUSE:
        raise NotPossible(_l("A mail to %(email)s left a moment ago. Wait a minute.", email=invitation.email))
    invitation.by_id, invitation.by_operator = _sender(by)
    invitation.sent_at, invitation.expires_at = now(), _end()
    invitation.times_sent += 1
    record("invitation.resend", invitation, by=by, after={"times": invitation.times_sent})
    db.session.refresh(invitation)
    _send(invitation)


def _send(invitation: Invitation) -> None:
    token = secrets.token_urlsafe(32)
    invitation.token_digest = digest_of(token)
    db.session.flush()
    send_letter(invitation, token, account_at(invitation.email) or invitation.claims)


def _entered(email: str, name: str, roles: list[Role], claims: User | None, by: Any) -> Invitation:
    for earlier in _in_the_way(email, claims):
        if earlier.expires_at > now() and (claims is None or earlier.claims_id != claims.id):
            raise Invalid({"email": INVITED_ALREADY})
        withdraw(earlier, by=by)
    by_id, by_operator = _sender(by)
    invitation = Invitation(
        email=email,
        name=name,
        roles=roles,
        claims_id=claims.id if claims else None,
        by_id=by_id,
        by_operator=by_operator,
        expires_at=_end(),
        token_digest=secrets.token_hex(32),
    )
    with unique("email", INVITED_ALREADY):
        db.session.add(invitation)
    return invitation


def _in_the_way(email: str, claims: User | None) -> list[Invitation]:
    """Open ones, expired or not, beside which the index lets no other be."""
    waiting = Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)
    same = db.session.scalars(select(Invitation).where(Invitation.email == email, *waiting)).all()
    claiming = open_invitation_to_claim(claims) if claims else None
    return [*same, *([claiming] if claiming and claiming not in same else [])]


def _theirs(holder: User) -> User:
    """The account at the address, if it waits for its person."""
    if awaits_person(holder):
        return holder
    name = {"name": holder.display_name}
    if not holder.active:
        raise HasAccount(
            holder, _l("%(name)s had an account with this address. Reactivate that one instead.", **name)
        )
    raise HasAccount(
        holder,
        _l("%(name)s has an account with this address. Give them roles on their own screen instead.", **name),
    )


def _require_unitable(claims: User, unites: User, roles: list[Role]) -> None:
    if awaits_person(unites) or not unites.active:
        sentence = _l(
            "The account of %(name)s has this address, and nobody signs in to it. Choose another address.",
            name=unites.display_name,
        )
        raise HasAccount(unites, sentence)
    decision = may_receive(unites, claims, roles)
    if not decision:
        raise Invalid({"roles": decision.reason})


def _faults(email: str, name: str) -> dict[str, Sentence]:
    found = {"email": fault_of_address(email), "name": fault_of_name(name)}
    return {field: sentence for field, sentence in found.items() if sentence}


def _sender(by: Any) -> tuple[int | None, bool]:
    return (None, True) if by is SYSTEM else (by.id, False)


def _end() -> datetime:
    return now() + timedelta(days=int(setting("invitation_days")))


def _brief(invitation: Invitation) -> dict[str, Any]:
    brief: dict[str, Any] = {"roles": [role.name for role in invitation.roles]}
    return {**brief, "account_number": invitation.claims_id} if invitation.claims_id else brief


def _distinct(roles: Iterable[Role]) -> list[Role]:
    return sorted(set(roles), key=lambda role: role.id)
