"""Passkeys: added, named, used, removed."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from webauthn.helpers import bytes_to_base64url

from cms.actions.checks import unique
from cms.actions.errors import Invalid, NotPossible, Sentence
from cms.actions.factors.changing import begin, changed, checked_name, require_room
from cms.actions.factors.codes import first_codes
from cms.actions.factors.keeping import keep_one
from cms.actions.recording import record
from cms.engines.passkeys import SECOND, Unproven, check_made, check_used, named_in
from cms.engines.secrecy import digests
from cms.extensions import db
from cms.models import LoginSession, Passkey, User, now

MOST = 20
UNTAKEN: Sentence = _l("The device did not answer as it should. Try again, or use another one.")


def handle_of(user: User) -> str:
    """What tells this account from others on an authenticator: the same for all its passkeys, and no name."""
    known = db.session.scalar(select(Passkey.user_handle).where(Passkey.user_id == user.id).limit(1))
    return known or bytes_to_base64url(bytes.fromhex(digests(str(user.id), "user handle")[0]))


def add_passkey(
    user: User, answer: str, name: str = "", *, browser: str, by: Any, keep: LoginSession | None = None
) -> list[str]:
    """Keep the key pair that an authenticator has just made; with the first factor come the recovery codes.

    Raises Refused, NotPossible or Invalid.
    """
    begin(user, by=by)
    tidy = checked_name(name, _l("Passkey"))
    mine = select(func.count(Passkey.id)).where(Passkey.user_id == user.id)
    require_room(db.session.scalar(mine) or 0, MOST)
    try:
        made = check_made(answer, user, browser)
    except Unproven:
        raise NotPossible(UNTAKEN) from None
    passkey = Passkey(user_id=user.id, name=tidy, user_handle=handle_of(user), **vars(made))
    with unique("name", _l("This passkey is in use already.")):
        db.session.add(passkey)
    changed(user, "user.add_passkey", by=by, keep=keep, name=passkey.name)
    return first_codes(user)


def rename_passkey(user: User, passkey: Passkey, name: str, *, by: Any) -> None:
    """Raises Refused or Invalid."""
    begin(user, by=by)
    if not name.strip():
        raise Invalid({"name": _l("Give it a name by which you know it again.")})
    before, passkey.name = passkey.name, checked_name(name, "")
    if passkey.name != before:
        record("user.rename_passkey", user, by=by, before={"name": before}, after={"name": passkey.name})


def remove_passkey(user: User, passkey: Passkey, *, by: Any, keep: LoginSession | None = None) -> None:
    """Raises Refused, or NotPossible for the last factor of somebody whose role asks for one."""
    begin(user, by=by)
    db.session.delete(passkey)
    keep_one(user)
    changed(user, "user.remove_passkey", by=by, keep=keep, name=passkey.name)


def passkey_named_in(answer: str) -> Passkey | None:
    """The passkey that an answer says it is of; whether it is, prove_by_passkey() tells."""
    try:
        credential, handle = named_in(answer)
    except Unproven:
        return None
    passkey = db.session.scalar(select(Passkey).where(Passkey.credential_id == credential))
    return None if passkey is None or handle not in ("", passkey.user_handle) else passkey


def prove_by_passkey(user: User, answer: str, *, browser: str, purpose: str = SECOND) -> bool:
    """Whether the answer was made just now, for this purpose, with one of the person's passkeys."""
    passkey = passkey_named_in(answer)
    if passkey is None or passkey.user_id != user.id:
        return False
    try:
        used = check_used(answer, passkey, purpose, browser)
    except Unproven:
        return False
    passkey.sign_count, passkey.backed_up, passkey.used_at = used.sign_count, used.backed_up, now()
    return True
