"""Four eyes: nobody approves what they wrote, and nothing is published that nobody else approved."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cms.models import ReviewState, Revision
from cms.rules.permissions import SYSTEM, Decision

_FINE = Decision(True, "")


def may_approve(by: Any, revision: Revision) -> Decision:
    """Whether these are other eyes than the writer's."""
    if revision.author_id is not None and revision.author_id == getattr(by, "id", None):
        return Decision(False, _l("You wrote this revision: on this site somebody else must approve it."))
    return _FINE


def may_be_published(revision: Revision, approver_id: int | None, by: Any) -> Decision:
    """Whether somebody other than its writer approved it; what the operator brought in needs nobody."""
    if by is SYSTEM and revision.author_id is None:
        return _FINE
    approved = revision.review == ReviewState.APPROVED
    if approved and approver_id is not None and approver_id != revision.author_id:
        return _FINE
    return Decision(
        False,
        _l("“%(title)s” needs somebody else’s approval first. Submit it for review.", title=revision.title),
    )
