"""Who may invite whom to what: asked when an invitation is sent, and anew when it is accepted."""

from collections.abc import Iterable
from typing import Any

from cms.actions.checks import require
from cms.models import Invitation, Role, User
from cms.rules.permissions import EVERY, SYSTEM, Permission


def require_may_invite(
    email: str, roles: Iterable[Role], claims: User | None, *, by: Any, unites: User | None = None
) -> None:
    """Raise Refused. `claims`: the account that waits for them; `unites`: the one they have already."""
    require(by, Permission.USER_CREATE)
    wanted = set(roles)
    for role in wanted:
        require(by, Permission.ROLE_ASSIGN, role)
    if claims is not None:
        _require_may_give_away(claims, email, wanted, by)
    if claims is not None and unites is not None:
        require(by, Permission.USER_DELETE, claims)
        require(by, Permission.POST_EDIT, EVERY)
    if unites is not None and not wanted <= set(unites.roles):
        require(by, Permission.ROLE_ASSIGN, unites)


def inviter_of(invitation: Invitation) -> Any:
    """Whose rights carry it; None once that account is gone."""
    return SYSTEM if invitation.by_operator else invitation.by


def _require_may_give_away(claims: User, email: str, roles: set[Role], by: Any) -> None:
    # To its own address and as it is, the mail goes to the person alone: whoever may add people may send it.
    if not claims.active or claims.email != email:
        require(by, Permission.USER_EDIT, claims)
        require(by, Permission.USER_DEACTIVATE, claims)
    if not roles <= set(claims.roles):
        require(by, Permission.ROLE_ASSIGN, claims)
