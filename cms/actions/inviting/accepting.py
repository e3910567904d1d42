"""Accept an invitation: a new account, an account that waited, or more roles for the one they have."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cms.actions.checks import lock, unique
from cms.actions.errors import Invalid, NotPossible, Refused, Sentence
from cms.actions.identity import JUST_TAKEN, Identity, checked, identity_of, take_on
from cms.actions.inviting.claiming import account_at, awaits_person
from cms.actions.inviting.rights import inviter_of, require_may_invite
from cms.actions.inviting.uniting import unite
from cms.actions.owners import lock_owners
from cms.actions.people import fault_of_name
from cms.actions.recording import record
from cms.actions.staff import add_person, assign_roles
from cms.engines.sign_ins import digest_of
from cms.extensions import db
from cms.models import Invitation, InvitationState, User, now


@dataclass(frozen=True)
class Newcomer:
    """What somebody types who accepts; `password` is its hash. An empty handle means: make one."""

    name: str
    handle: str
    password: str


def invitation_named(token: str) -> Invitation | None:
    """The one whose link holds this token, whatever has become of it."""
    named = select(Invitation).where(Invitation.token_digest == digest_of(token))
    people = joinedload(Invitation.by), joinedload(Invitation.claims)
    return db.session.scalars(named.options(*people)).one_or_none()


def obstacle_to(invitation: Invitation) -> Sentence:
    """Why it lets nobody in, and what to do; empty where it does."""
    state = invitation.state_at(now())
    if state == InvitationState.ACCEPTED:
        return _l("This invitation was used already. Sign in; if you forgot your password, set a new one.")
    if state == InvitationState.REVOKED:
        return _l("This invitation was taken back. Ask who invited you whether there is another one.")
    if state == InvitationState.EXPIRED:
        day = format_date(invitation.expires_at, "long")
        return _l("This invitation expired on %(day)s. Ask who invited you to send it again.", day=day)
    holder, claims = account_at(invitation.email), invitation.claims
    if claims is not None and not awaits_person(claims):
        return _l("Somebody has this account already. Ask who invited you.")
    if holder is not None and not holder.active and holder is not claims:
        return _l("Your account here is closed. Ask who invited you to open it again.")
    return _lost_right(invitation, holder)


def account_for(invitation: Invitation) -> User | None:
    """The account in use that has the address: it gets the roles, and what was claimed."""
    holder = account_at(invitation.email)
    return holder if holder is not None and not awaits_person(holder) else None


def accept_anew(invitation: Invitation, newcomer: Newcomer) -> User:
    """Make the account, or open the one that waited, with the roles and this password, address confirmed.

    Raises Invalid for what was typed, and NotPossible: for an invitation that lets nobody in, and where
    the address has an account in use.
    """
    _begin(invitation)
    if account_for(invitation) is not None:
        raise NotPossible(_l("There is an account with this address. Sign in first, then accept."))
    if fault := fault_of_name(newcomer.name):
        raise Invalid({"name": fault})
    waiting = invitation.claims or account_at(invitation.email)
    with _in_the_name_of_the_inviter():
        user = _added(invitation, newcomer) if waiting is None else _opened(waiting, invitation, newcomer)
    user.password, user.confirmed_at, user.active = newcomer.password, now(), True
    _settle(invitation, user)
    return user


def accept_as(invitation: Invitation, user: User) -> None:
    """Give the account in use the roles, and what the author wrote whom it claims.

    Raises NotPossible for an invitation that lets nobody in, and to who has another address.
    """
    _begin(invitation)
    if user.email != invitation.email or awaits_person(user) or not user.active:
        raise NotPossible(
            _l("This invitation is for %(email)s. Sign in with that address.", email=invitation.email)
        )
    inviter, claims = inviter_of(invitation), invitation.claims
    with _in_the_name_of_the_inviter():
        if not set(invitation.roles) <= set(user.roles):
            assign_roles(user, [*user.roles, *invitation.roles], by=inviter)
        if claims is not None and claims.id != user.id:
            invitation.claims_id = None  # it outlives the author
            unite(claims, user, by=inviter)
    _settle(invitation, user)


def _begin(invitation: Invitation) -> None:
    """Of two who accept at once, the second one hears that it is used."""
    lock_owners()
    lock(invitation)
    if sentence := obstacle_to(invitation):
        raise NotPossible(sentence)


def _lost_right(invitation: Invitation, holder: User | None) -> Sentence:
    inviter, claims = inviter_of(invitation), invitation.claims
    unites = holder if claims is not None and holder is not None and holder.id != claims.id else None
    try:
        if inviter is not None:
            require_may_invite(invitation.email, invitation.roles, claims, by=inviter, unites=unites)
            return ""
    except Refused:
        pass
    return _NO_RIGHT


_NO_RIGHT = _l(
    "Who invited you may not do so any more. Ask somebody who looks after this site for another invitation."
)


@contextmanager
def _in_the_name_of_the_inviter() -> Iterator[None]:
    """What the inviter may not do is nothing that the invited could mend."""
    try:
        yield
    except Refused:
        raise NotPossible(_NO_RIGHT) from None


def _added(invitation: Invitation, newcomer: Newcomer) -> User:
    identity = Identity(invitation.email, newcomer.handle, newcomer.name)
    return add_person(identity, invitation.roles, by=inviter_of(invitation))


def _opened(user: User, invitation: Invitation, newcomer: Newcomer) -> User:
    """The account that waited, known by what its person typed; no earlier mail opens it any more."""
    lock(user)
    if not set(invitation.roles) <= set(user.roles):
        assign_roles(user, [*user.roles, *invitation.roles], by=inviter_of(invitation))
    name, handle = newcomer.name or user.name, newcomer.handle or user.handle
    typed = {"email": invitation.email, "name": name, "handle": handle}
    identity = checked(replace(identity_of(user), **typed), user)
    with unique("handle", JUST_TAKEN):
        take_on(user, identity)
    user.fs_uniquifier = uuid4().hex
    record("user.claim", user, by=user, after={"email": user.email, "handle": user.handle})
    return user


def _settle(invitation: Invitation, user: User) -> None:
    db.session.flush()
    invitation.user_id, invitation.accepted_at = user.id, now()
    after: dict[str, Any] = {"account_number": user.id, "roles": [role.name for role in invitation.roles]}
    record("invitation.accept", invitation, by=user, after=after)
