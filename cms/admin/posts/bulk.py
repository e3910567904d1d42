"""The bulk actions of posts and pages, derived from the table of transitions."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions import saving
from cms.actions.undoing import undo_move, undo_tag
from cms.admin.base import BulkAct, actor
from cms.admin.posts.moves import PUBLICATION_MOVES
from cms.models import PostKind
from cms.rules.permissions import Decision, Permission, can
from cms.rules.workflow import PUBLICATION

OFFERED = ("publish", "unpublish", "trash", "restore")


def bulk_acts_for(kind: PostKind) -> Sequence[BulkAct]:
    """Publish, unpublish, trash, restore; and for posts, add a tag."""
    acts = tuple(_moving(kind, name) for name in OFFERED)
    return (*acts, _tagging(kind)) if kind == PostKind.POST else acts


def _moving(kind: PostKind, name: str) -> BulkAct:
    transition = PUBLICATION[name]

    def run(post: Any, _text: str) -> None:
        PUBLICATION_MOVES[name](post, by=actor())

    return BulkAct(
        name,
        transition.label,
        _asking(kind, transition.act),
        run,
        grave=transition.grave,
        undo=lambda post, step: undo_move(post, name, step, by=actor()),
    )


def _tagging(kind: PostKind) -> BulkAct:
    def run(post: Any, text: str) -> None:
        saving.add_tag(post, text, by=actor())

    return BulkAct(
        "add_tag",
        _l("Add a tag"),
        _asking(kind, "edit"),
        run,
        wants=_l("Tag to add"),
        undo=lambda post, step: undo_tag(post, step, by=actor()),
    )


def _asking(kind: PostKind, act: str) -> Any:
    permission = Permission(f"{kind}.{act}")

    def may(post: Any) -> Decision:
        return can(actor(), permission, post)

    return may
