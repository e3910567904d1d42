"""People and their own accounts: registering, the profile, and what they did at the door."""

import uuid
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from cms.actions.checks import require, unique
from cms.actions.errors import Invalid, NotPossible, Sentence
from cms.actions.identity import (
    LONGEST_HANDLE,
    LONGEST_NAME,
    UNSTORABLE,
    Identity,
    checked,
    identity_of,
    take_on,
)
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Role, User
from cms.rules.builtin_roles import READER
from cms.rules.permissions import Permission
from cms.tools.html import has_controls
from cms.tools.slugs import first_free, slug_of

VISITOR = "visitor"
SHORTEST_HANDLE = 2
ROOM_FOR_NUMBER = 10
LONGEST_IN_EVENT = 200
TRIES = 5


class AddressTaken(NotPossible):
    """Somebody registered with the same address a moment ago. Never tell a visitor so."""


@dataclass(frozen=True)
class Profile:
    """What a person tells about themselves; None for locale or timezone: as the browser, as the site."""

    name: str
    handle: str
    bio: str = ""
    locale: str | None = None
    timezone: str | None = None


def register(email: str, password: str, *, name: str = "") -> User:
    """Add a reader who has not confirmed the address yet. `password` is its hash, `email` in lower case.

    Raises AddressTaken, also when another registration got there first.
    """
    reader = db.session.scalars(select(Role).where(Role.name == READER)).one()
    for _try in range(TRIES):
        user = User(
            email=email,
            password=password,
            name=name,
            handle=free_handle(name or email),
            fs_uniquifier=uuid.uuid4().hex,
            roles=[reader],
        )
        try:
            with db.session.begin_nested():
                db.session.add(user)
        except IntegrityError:
            if db.session.scalar(select(User.id).where(User.email == email)):
                raise AddressTaken(_l("This address can't be used.")) from None
        else:
            record("user.register", user, by=user, after={"handle": user.handle})
            return user
    raise NotPossible(_l("That did not work. Wait a moment and try again."))


def free_handle(text: str) -> str:
    """A handle nobody has, made from a name or from what stands before the @ of an address."""
    readable = text.partition("@")[0].partition("+")[0]
    base = slug_of(readable, READER)[: LONGEST_HANDLE - ROOM_FOR_NUMBER].strip("-")
    if len(base) < SHORTEST_HANDLE:
        base = f"{base}-{READER}"
    alike = select(User.handle).where(
        or_(User.handle == base, User.handle.startswith(f"{base}-", autoescape=True))
    )
    return first_free(base, set(db.session.scalars(alike)).__contains__)


def save_profile(user: User, profile: Profile, *, by: Any) -> None:
    """Keep what the person wrote. Raises Refused, or Invalid with a sentence for each field."""
    if getattr(by, "id", None) != user.id:
        require(by, Permission.USER_EDIT, user)
    before = identity_of(user)
    after = _checked(replace(before, **asdict(profile)), user)
    changed = [name for name in asdict(profile) if getattr(after, name) != getattr(before, name)]
    if not changed:
        return
    with unique("handle", _l("Somebody else has this handle. Choose another.")):
        take_on(user, after)
    record("user.edit_profile", user, by=by, before=_brief(before, changed), after=_brief(after, changed))


def fault_of_name(name: str) -> Sentence | None:
    """Why the public can't be shown this name; None when it can."""
    if has_controls(name):
        return UNSTORABLE
    if "@" in name:
        return _l("Everybody can read this name. Choose one that is not an e-mail address.")
    if len(name) > LONGEST_NAME:
        return _l(
            "Shorten this to %(most)s characters; it has %(count)s.", most=LONGEST_NAME, count=len(name)
        )
    return None


def note(verb: str, user: User, **after: Any) -> None:
    """Log what a person did with the own account, such as user.sign_in."""
    record(verb, user, by=user, after=after)


def note_attempt(verb: str, user: User | None, address_digest: str) -> None:
    """Log what somebody tried in vain; an address without account leaves its keyed digest only."""
    record(verb, user or User(name="?"), by=VISITOR, after={} if user else {"address": address_digest})


def _checked(identity: Identity, user: User) -> Identity:
    errors: dict[str, Sentence] = {}
    if not identity.handle.strip():
        errors["handle"] = _l("Choose a handle: it stands in the address of your page.")
    if identity.name != user.name and (fault := fault_of_name(identity.name)):
        errors["name"] = fault
    try:
        tidy = checked(identity, user)
    except Invalid as error:
        raise Invalid({**errors, **error.errors}) from None
    if errors:
        raise Invalid(errors)
    return tidy


def _brief(identity: Identity, names: list[str]) -> dict[str, str]:
    return {name: str(getattr(identity, name) or "")[:LONGEST_IN_EVENT] for name in names}
