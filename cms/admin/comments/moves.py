"""What can be done with a comment: the transitions of moderation, one by one and in bulk."""

from collections.abc import Sequence

from cms.actions.moderating import moderate
from cms.actions.undoing import undo_moderation
from cms.admin.base import BulkAct, actor
from cms.models import Comment
from cms.rules.permissions import Permission, can
from cms.rules.workflow import MODERATION, Transition


def possible_moves(comment: Comment) -> list[Transition]:
    """The transitions that the person can carry out on this comment now."""
    if not can(actor(), Permission.COMMENT_MODERATE, comment):
        return []
    return [move for move in MODERATION.values() if comment.status in move.sources]


def bulk_acts() -> Sequence[BulkAct]:
    """Every transition."""
    return tuple(_moving(transition) for transition in MODERATION.values())


def _moving(transition: Transition) -> BulkAct:
    return BulkAct(
        transition.name,
        transition.label,
        lambda comment: can(actor(), Permission.COMMENT_MODERATE, comment),
        lambda comment, _text: moderate(comment, transition.name, by=actor()),
        grave=transition.grave,
        undo=lambda comment, step: undo_moderation(comment, step, by=actor()),
    )
