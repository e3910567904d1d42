"""Where an account stands, in words: conditions for lists, badges for rows."""

from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, not_

from cms.models import User

ACTIVE, INACTIVE, UNCONFIRMED, UNCLAIMED = "active", "inactive", "unconfirmed", "unclaimed"
FORMER = "former"

STATES = {
    ACTIVE: _l("Active"),
    UNCONFIRMED: _l("Not confirmed yet"),
    INACTIVE: _l("Deactivated"),
    UNCLAIMED: _l("Imported, nobody signs in"),
    FORMER: _l("Stands for who has left"),
}
TONES = {ACTIVE: "success", UNCONFIRMED: "warning", INACTIVE: "danger", UNCLAIMED: "quiet", FORMER: "quiet"}


def in_state(state: str) -> ColumnElement[bool]:
    """The condition of a list; every account is in exactly one state."""
    conditions: dict[str, Any] = {
        ACTIVE: User.active & User.confirmed_at.is_not(None),
        UNCONFIRMED: User.active & User.confirmed_at.is_(None),
        INACTIVE: not_(User.active) & User.password.is_not(None) & not_(User.former),
        UNCLAIMED: not_(User.active) & User.password.is_(None) & not_(User.former),
        FORMER: User.former,
    }
    return conditions[state]


def has_asked_to_leave(_answer: str) -> ColumnElement[bool]:
    """The condition of a list: those who have asked for the account to be deleted."""
    return User.leaves_at.is_not(None)


def state_of(user: User) -> str:
    """The same question of one account."""
    if user.former:
        return FORMER
    if user.active:
        return ACTIVE if user.confirmed_at else UNCONFIRMED
    return INACTIVE if user.password else UNCLAIMED


def explanation(user: User) -> str:
    """What the state means and what to do about it; empty where nothing is to be said."""
    if user.leaves_at is not None:
        return _(
            "This person has asked for the account to be deleted. "
            "That happens on %(day)s, unless they take it back.",
            day=format_date(user.leaves_at, "long"),
        )
    return {
        ACTIVE: "",
        UNCONFIRMED: _("This person can't sign in before following the link that was mailed to them."),
        INACTIVE: _("This person can't sign in. What they wrote stays as it is."),
        UNCLAIMED: _(
            "An author without a way in, such as an imported one. Invite the person to claim the account: "
            "what is written under this name is theirs then."
        ),
        FORMER: _(
            "Texts of people whose names were taken off are this account’s. Nobody can sign in to it; "
            "the name that readers see can be changed."
        ),
    }[state_of(user)]
