"""Identity: what a person is known by, checked before it is kept."""

import re
from dataclasses import asdict, dataclass, replace
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions.errors import Invalid, Sentence
from cms.extensions import db
from cms.models import User
from cms.tools.html import has_controls
from cms.tools.slugs import first_free, slug_of

LONGEST_EMAIL = 255
LONGEST_HANDLE = 50
LONGEST_NAME = 120
LONGEST_BIO = 2000
HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")

UNSTORABLE = _l("This holds characters that can't be stored. Remove them and save again.")
JUST_TAKEN = _l("Somebody has just taken this e-mail address or handle. Choose a different one.")


@dataclass(frozen=True)
class Identity:
    """What the form of a person holds. An empty handle means: make one from the name or the address."""

    email: str
    handle: str = ""
    name: str = ""
    bio: str = ""
    locale: str | None = None
    timezone: str | None = None


def identity_of(user: User) -> Identity:
    """What is stored of a person, in the form's shape."""
    return Identity(user.email, user.handle, user.name, user.bio, user.locale, user.timezone)


def take_on(user: User, identity: Identity) -> None:
    """Write it onto the person's row."""
    for name, value in asdict(identity).items():
        setattr(user, name, value)


def checked(identity: Identity, known: User | None = None) -> Identity:
    """The same, tidied; raises Invalid with a sentence for every field that can't be kept.

    `known` is who has it now, so that what a person keeps is not taken by somebody else.
    """
    tidy = replace(
        identity,
        email=normal_address(identity.email),
        handle=identity.handle.strip().lower(),
        name=" ".join(identity.name.split()),
        bio=identity.bio.replace("\r\n", "\n").strip(),
        locale=identity.locale or None,
        timezone=identity.timezone or None,
    )
    errors = {**_faults(tidy, known), **_unstorable(tidy)}
    if errors:
        raise Invalid(errors)
    return tidy if tidy.handle else replace(tidy, handle=_free_handle(tidy))


def normal_address(email: str) -> str:
    """As it is stored; what is no address stays as typed, for the sentence about it."""
    try:
        # Letters beyond ASCII before the @ would be lowered differently by the two databases.
        address = validate_email(email.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return email.strip().lower()
    return address.normalized.lower()


def _faults(identity: Identity, known: User | None) -> dict[str, Sentence]:
    found = {
        "email": _email_fault(identity.email, known),
        "handle": _handle_fault(identity.handle, known),
        "name": _length_fault(identity.name, LONGEST_NAME),
        "bio": _length_fault(identity.bio, LONGEST_BIO),
        "locale": _locale_fault(identity.locale, known),
        "timezone": _timezone_fault(identity.timezone, known),
    }
    return {field: sentence for field, sentence in found.items() if sentence}


def _email_fault(email: str, known: User | None) -> Sentence | None:
    if known and email == known.email:  # an imported author may have an address that no mail reaches
        return None
    if fault := fault_of_address(email):
        return fault
    if _holder("email", email, known):
        return _l("Somebody has this e-mail address already. Look for them in the list of people.")
    return None


def fault_of_address(email: str) -> Sentence | None:
    """Why no mail can be sent there; None when it can."""
    if has_controls(email):
        return UNSTORABLE
    try:
        validate_email(email, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return _l("This is not an e-mail address. Check it for typing errors.")
    if len(email) > LONGEST_EMAIL:
        return _l("Use an address of at most %(most)s characters.", most=LONGEST_EMAIL)
    return None


def _handle_fault(handle: str, known: User | None) -> Sentence | None:
    if not handle or (known and handle == known.handle):
        return None
    if len(handle) > LONGEST_HANDLE or not HANDLE.fullmatch(handle):
        return _l(
            "Use at most %(most)s letters a to z, digits, hyphens, dots or underscores, "
            "with a letter or digit at both ends.",
            most=LONGEST_HANDLE,
        )
    if _holder("handle", handle, known):
        return _l("Somebody has the handle “%(handle)s” already. Choose a different one.", handle=handle)
    return None


def _length_fault(text: str, most: int) -> Sentence | None:
    if len(text) <= most:
        return None
    return _l("Shorten this to %(most)s characters; it has %(count)s.", most=most, count=len(text))


def _locale_fault(locale: str | None, known: User | None) -> Sentence | None:
    offered = (None, *current_app.config["LOCALES"], known and known.locale)
    return None if locale in offered else _l("Choose one of the languages in the list.")


def _timezone_fault(timezone: str | None, known: User | None) -> Sentence | None:
    if timezone is None or timezone in available_timezones() or (known and timezone == known.timezone):
        return None
    return _l("Choose one of the time zones in the list.")


def _unstorable(identity: Identity) -> dict[str, Sentence]:
    return {field: UNSTORABLE for field, text in asdict(identity).items() if has_controls(text or "")}


def _holder(field: str, value: str, besides: User | None) -> int | None:
    column = getattr(User, field)
    return db.session.scalar(
        select(User.id).where(column == value, User.id != (besides.id if besides else 0))
    )


def _free_handle(identity: Identity) -> str:
    shown = (identity.name or identity.email).partition("@")[0]  # never the whole address
    wanted = slug_of(shown, "person")[:LONGEST_HANDLE].strip("-")
    return first_free(wanted, lambda handle: _holder("handle", handle, None) is not None)
