"""What owners do with people's accounts: add, edit, give roles, deactivate."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext as _l

from cms.actions.checks import lock, require, unique
from cms.actions.departing import PIECES_AT_ONCE, Wish, depart, stay
from cms.actions.errors import Invalid, NotPossible
from cms.actions.former import require_somebody
from cms.actions.handing import require_may_hand_over
from cms.actions.identity import JUST_TAKEN, Identity, checked, identity_of, take_on
from cms.actions.inviting.revoking import withdraw_claim
from cms.actions.owners import keep_an_owner, lock_owners
from cms.actions.recording import record
from cms.actions.sessions import close
from cms.extensions import db
from cms.models import EndReason, Role, User
from cms.rules.permissions import OWNER, Permission

LONGEST_IN_EVENT = 200


def add_person(identity: Identity, roles: Iterable[Role] = (), *, by: Any) -> User:
    """A new account without a password; invite() mails the link by which the person sets one.

    Raises Refused (also for a role that `by` may not give) or Invalid.
    """
    require(by, Permission.USER_CREATE)
    given = _distinct(roles)
    _require_may_give(given, by)
    user = User(active=True, roles=given, fs_uniquifier=_new_key())
    with unique("email", JUST_TAKEN):
        take_on(user, checked(identity))
        db.session.add(user)
    record("user.create", user, by=by, after={"email": user.email, "roles": _names(given)})
    return user


def edit_person(user: User, identity: Identity, *, by: Any) -> None:
    """Change what a person is known by; a new address signs them out and voids links mailed to the old one.

    Raises Refused or Invalid.
    """
    require(by, Permission.USER_EDIT, user)
    lock(user)
    before, after = identity_of(user), checked(identity, user)
    changed = [name for name in vars(after) if getattr(after, name) != getattr(before, name)]
    if not changed:
        return
    if "email" in changed:
        _require_not_own_address(user, by)
        user.fs_uniquifier = _new_key()
        close(user, EndReason.ADDRESS)
        withdraw_claim(user, by=by)
    with unique("email", JUST_TAKEN):
        take_on(user, after)
    record("user.edit", user, by=by, before=_brief(before, changed), after=_brief(after, changed))


def assign_roles(user: User, roles: Iterable[Role], *, by: Any) -> None:
    """Give the person exactly these roles; each one given or taken away is one that `by` may give.

    It holds from the person's next request on. Raises Refused, or NotPossible for the last active owner.
    """
    wanted = _distinct(roles)
    begin(user, Permission.ROLE_ASSIGN, by)
    require_somebody(user)
    before = list(user.roles)
    if set(before) == set(wanted):
        return
    _require_may_give(set(before) ^ set(wanted), by)
    if any(role.name == OWNER for role in set(before) - set(wanted)):
        keep_an_owner(user)
    user.roles = wanted
    record(
        "user.assign_roles", user, by=by, before={"roles": _names(before)}, after={"roles": _names(wanted)}
    )


def deactivate(
    user: User, *, by: Any, reason: str = "", to: User | None = None, pieces: int = PIECES_AT_ONCE
) -> bool:
    """Close the account: every session and every mailed link of it ends at once.

    What was written stays, or goes `to` somebody: a lot of it by a job. Whether all of it is done.
    Raises Refused, or NotPossible: for the last active owner, and when the other can't hold posts.
    """
    begin(user, Permission.USER_DEACTIVATE, by)
    if not user.active:
        raise NotPossible(_l("%(name)s is deactivated already.", name=user.display_name))
    keep_an_owner(user)
    if to is not None:
        require_may_hand_over(user, to, by=by)
    # Posts before the account: who saves one of them holds it, and looks at the account of its author.
    whole = to is None or depart(user, Wish(target=to, reason=reason), by=by, pieces=pieces)
    shut_out(user)
    withdraw_claim(user, by=by)
    record("user.deactivate", user, by=by, reason=reason)
    return whole


def shut_out(user: User) -> None:
    """Sign the person out everywhere, and let nobody in any more."""
    user.active = False
    user.fs_uniquifier = _new_key()
    close(user, EndReason.DEACTIVATED)


def reactivate(user: User, *, by: Any) -> None:
    """Open the account again, with the password and the roles that it had. Raises Refused or NotPossible."""
    begin(user, Permission.USER_DEACTIVATE, by)
    if user.active:
        raise NotPossible(_l("%(name)s is active already.", name=user.display_name))
    require_somebody(user)
    stay(user)
    user.active = True
    record("user.reactivate", user, by=by)


def begin(user: User, permission: Permission, by: Any) -> None:
    """The checks of a verb over an account; it is held afterwards."""
    require(by, permission, user)
    lock_owners()
    lock(user, pointed_at=True)


def _require_may_give(roles: Iterable[Role], by: Any) -> None:
    for role in roles:
        require(by, Permission.ROLE_ASSIGN, role)


def _require_not_own_address(user: User, by: Any) -> None:
    # There the new address must prove itself first: a typing error would lock its only reader out.
    if getattr(by, "id", None) == user.id:
        sentence = _l("Change your own address under “Your account”, where it is confirmed first.")
        raise Invalid({"email": sentence})


def _brief(identity: Identity, names: Iterable[str]) -> dict[str, str]:
    return {name: (getattr(identity, name) or "")[:LONGEST_IN_EVENT] for name in names}


def _distinct(roles: Iterable[Role]) -> list[Role]:
    return sorted(set(roles), key=lambda role: role.id)


def _names(roles: Iterable[Role]) -> list[str]:
    return [role.name for role in roles]


def _new_key() -> str:
    return uuid4().hex
