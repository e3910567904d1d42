"""Looking at the back office as a role or a person sees it: begun and ended, and both is written down."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.checks import require
from cms.actions.errors import NotPossible
from cms.actions.recording import record
from cms.models import Role, User
from cms.rules.permissions import Permission


def require_viewable(subject: User | Role, *, by: Any) -> None:
    """Raise Refused where the subject may do more than `by`, NotPossible where there is nothing to see."""
    require(by, Permission.USER_VIEW_AS, subject)
    if isinstance(subject, User):
        if subject.id == by.id:
            raise NotPossible(_l("This is you: you see the back office as you see it."))
        if not subject.active:
            raise NotPossible(_l("This account is not active: the person sees nothing."))


def begin_viewing(subject: User | Role, *, by: Any) -> None:
    """`by` looks as the subject from now on. Raises Refused or NotPossible."""
    require_viewable(subject, by=by)
    record(f"{subject.__tablename__}.view_as", subject, by=by)


def end_viewing(subject: User | Role, *, by: Any, reason: str = "") -> None:
    """`by` is themself again."""
    record(f"{subject.__tablename__}.view_as_end", subject, by=by, reason=reason)
