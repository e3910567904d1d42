"""Where an invitation stands, in words: conditions for lists, badges for rows."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_

from cms.models import Invitation, InvitationState, now

STATES = {
    InvitationState.OPEN: _l("Open"),
    InvitationState.EXPIRED: _l("Expired"),
    InvitationState.ACCEPTED: _l("Accepted"),
    InvitationState.REVOKED: _l("Revoked"),
}
TONES = {
    InvitationState.OPEN: "accent",
    InvitationState.EXPIRED: "warning",
    InvitationState.ACCEPTED: "success",
    InvitationState.REVOKED: "quiet",
}


def in_state(state: str) -> ColumnElement[bool]:
    """The condition of a list; every invitation is in exactly one state."""
    waiting = Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)
    conditions: dict[Any, Any] = {
        InvitationState.OPEN: and_(*waiting, Invitation.expires_at > now()),
        InvitationState.EXPIRED: and_(*waiting, Invitation.expires_at <= now()),
        InvitationState.ACCEPTED: Invitation.accepted_at.is_not(None),
        InvitationState.REVOKED: Invitation.revoked_at.is_not(None),
    }
    return conditions[state]


def state_of(invitation: Invitation) -> InvitationState:
    """The same question of one."""
    return invitation.state_at(now())


def is_waiting(invitation: Invitation) -> bool:
    """Whether it can be sent again or taken back."""
    return state_of(invitation) in (InvitationState.OPEN, InvitationState.EXPIRED)
