"""What lies around the form of a post: where it stands, what can be done, its revisions."""

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload, lazyload

from cms.actions.errors import Sentence
from cms.actions.readiness import findings_of, seen_by_others
from cms.actions.saving import newest_revision
from cms.admin.base import actor
from cms.admin.base.moments import zone
from cms.admin.posts.moves import possible_moves, possible_reviews
from cms.admin.posts.queries import plans_of
from cms.admin.posts.rounds import TONES, rounds_of
from cms.admin.posts.standing import badges_of
from cms.engines.reading.notes import count_open
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Event, Post, PostKind, PostStatus, ReviewState, Revision, User
from cms.rules.checklist import passed
from cms.rules.permissions import Permission, can
from cms.rules.workflow import REVIEW_LABELS, permission_for

REVISIONS_SHOWN = 10
_VERDICTS = {ReviewState.CHANGES_REQUESTED: "request_changes", ReviewState.APPROVED: "approve"}
NEEDS_OTHERS = _l(
    "On this site somebody else must approve what you write before readers see it. Submit it for review."
)
# These belong to the form's own buttons, which save first.
WITH_A_SAVE = ("publish", "schedule", "schedule_end", "submit")


def desk_of(view: Any, post: Post | None, newest: Revision | None = None) -> dict[str, Any]:
    """Everything that the form's page shows beside the fields; `newest` where it was read already."""
    prefix = "/posts/" if view.kind == PostKind.POST else "/"
    shared = {"kind": view.kind, "zone": zone().key, "address": current_app.config["SITE_URL"] + prefix}
    if post is None:
        return {**shared, **_acts_for_new(view.kind)}
    return {**shared, **standing_of(post, newest)}


def standing_of(post: Post, newest: Revision | None = None) -> dict[str, Any]:
    """Where the post stands and what the person can do with it."""
    if newest is None or newest.number != post.version:
        newest = newest_revision(post)
    plans = plans_of([post])[post.id]
    moves = possible_moves(post)
    reviews = possible_reviews(post, newest)
    answers = [move for move in reviews if move.name not in (*WITH_A_SAVE, "withdraw")]
    seen = seen_by_others(newest, by=actor())
    return {
        "newest": newest,
        "plans": sorted(plans.values(), key=lambda plan: plan.at),
        "may_plan": bool(can(actor(), Permission(f"{post.kind}.publish"), post)),
        "zone": zone().key,
        "badges": badges_of(post, newest.review, plans),
        **ways_on(post, {move.name for move in (*moves, *reviews)}, seen.reason if not seen else None),
        "moves": [move for move in moves if move.name not in WITH_A_SAVE],
        "reviews": [move for move in reviews if move.name not in WITH_A_SAVE],
        "revisions": revisions_of(post, REVISIONS_SHOWN),
        "verdict": verdict_on(post, newest),
        "open_notes": count_open(post) if answers else 0,
        "rounds": rounds_of(post),
        "round_tones": TONES,
        "review_labels": REVIEW_LABELS,
        **checklist_of(post, newest),
    }


def ways_on(post: Post, acts: set[str], unseen: Sentence | None) -> dict[str, Any]:
    """What the form's own buttons can do. With four eyes changes of what is public are reviewed too."""
    four_eyes = setting("four_eyes")
    publishes = "publish" in acts or post.is_live
    if four_eyes and publishes and "publish" not in acts:
        unseen = NEEDS_OTHERS
    if not unseen:
        return {"acts": acts, "publishes": publishes, "unseen": None}
    asks = {"submit"} if post.is_live and can(actor(), permission_for("submit", post), post) else set()
    may_publish = can(actor(), permission_for("publish", post), post)
    kept = acts - {"publish", "schedule"} | asks
    return {"acts": kept, "publishes": False, "unseen": unseen if may_publish else None}


def checklist_of(post: Post, newest: Revision) -> dict[str, Any]:
    """What the checklist says of the newest revision, and whether the person may publish despite it."""
    if post.status == PostStatus.TRASHED:
        return {"checked": False}
    findings = findings_of(post, newest)
    return {
        "checked": True,
        "blocking": [finding.sentence for finding in findings if finding.blocks],
        "warnings": [finding.sentence for finding in findings if not finding.blocks],
        "fine": [check.fine for check in passed(findings)],
        "may_override": bool(can(actor(), permission_for("override", post), post)),
    }


def verdict_on(post: Post, newest: Revision) -> Event | None:
    """What the reviewer said of the newest revision."""
    act = _VERDICTS.get(newest.review)
    if act is None:
        return None
    said = select(Event).where(Event.noun == "post", Event.record_id == post.id)
    said = said.where(Event.verb == f"{post.kind}.{act}", Event.reason != "")
    return db.session.scalars(said.order_by(Event.id.desc()).limit(1)).first()


def revisions_of(post: Post, most: int) -> list[Revision]:
    """The newest revisions, less their texts."""
    query = (
        select(Revision)
        .where(Revision.post_id == post.id)
        .order_by(Revision.number.desc())
        .limit(most)
        .options(defer(Revision.body), joinedload(Revision.author).options(lazyload(User.roles)))
    )
    return list(db.session.scalars(query))


def _acts_for_new(kind: PostKind) -> dict[str, Any]:
    may_publish = can(actor(), Permission(f"{kind}.publish"))
    may_submit = can(actor(), Permission(f"{kind}.submit"))
    needs_others = bool(may_publish and setting("four_eyes"))
    acts = {"publish", "schedule"} if may_publish and not needs_others else set()
    return {
        "acts": acts | ({"submit"} if may_submit else set()),
        "publishes": "publish" in acts,
        "unseen": NEEDS_OTHERS if needs_others else None,
        "moves": [],
        "reviews": [],
        "revisions": [],
    }
