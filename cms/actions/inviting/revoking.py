"""Take an invitation back: its link lets nobody in any more."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.checks import lock, require
from cms.actions.errors import NotPossible
from cms.actions.inviting.claiming import open_invitation_to_claim
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Invitation, User, now
from cms.rules.permissions import Permission


def revoke(invitation: Invitation, *, by: Any) -> None:
    """Raises Refused, or NotPossible for one that was accepted or revoked already."""
    require(by, Permission.USER_CREATE)
    lock(invitation)
    if invitation.accepted_at is not None:
        raise NotPossible(
            _l("%(email)s has accepted already. Deactivate the account instead.", email=invitation.email)
        )
    if invitation.revoked_at is not None:
        raise NotPossible(_l("This invitation was revoked already."))
    withdraw(invitation, by=by)


def withdraw(invitation: Invitation, *, by: Any) -> None:
    """The same without a question; who calls has checked that it may be."""
    invitation.revoked_at = now()
    record("invitation.revoke", invitation, by=by)


def withdraw_claim(user: User, *, by: Any) -> None:
    """Nobody may claim this account by an earlier mail any more."""
    db.session.flush()
    earlier = open_invitation_to_claim(user)
    if earlier is not None:
        withdraw(earlier, by=by)
