"""Undo one act on one record: only where nobody has changed it since, with the permission of the act.

Where it makes something public again, or lets it become so, the permission to publish is asked for too.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.checks import lock, require
from cms.actions.content import content_of
from cms.actions.errors import NotPossible
from cms.actions.moderating import moderate
from cms.actions.planning import forget
from cms.actions.publishing import show, withdraw_listing
from cms.actions.recording import record
from cms.actions.saving import newest_revision, revision_of, save
from cms.actions.staff import deactivate, reactivate
from cms.actions.standing import standing_of
from cms.extensions import db
from cms.models import Comment, Post, PostStatus, Revision, Schedule, ScheduledVerb, User, now
from cms.rules.workflow import MODERATION, PUBLICATION, permission_for

Step = Mapping[str, Any]


def undo_move(post: Post, name: str, step: Step, *, by: Any) -> None:
    """Bring a post back to the state it had before the transition, dates and schedule included.

    Raises Refused, NotPossible, or Invalid when its address is taken.
    """
    require(by, permission_for(PUBLICATION[name].act, post), post)
    present, before = post.status, step["before"]
    status = PostStatus(before["status"])
    if status in (PostStatus.PUBLISHED, PostStatus.SCHEDULED):
        require(by, permission_for("publish", post), post)
    _require_untouched(post, step)
    if status == PostStatus.PUBLISHED:
        _show_again(post, before)
    else:
        withdraw_listing(post, status)
        post.published_at = _moment(before["published_at"])
        post.trashed_at = _moment(before["trashed_at"])
    _plan_again(post, before["plans"])
    record(f"{post.kind}.undo", post, by=by, before={"status": present}, after={"status": post.status})


def undo_tag(post: Post, step: Step, *, by: Any) -> None:
    """Give a post the tags it had, as a revision of its own. Raises Refused, NotPossible or Invalid."""
    require(by, permission_for("edit", post), post)
    _require_untouched(post, step)
    tags = tuple(_revision(post, step["before"]["version"]).tags)
    content = replace(content_of(newest_revision(post)), tags=tags)
    save(post, content, by=by, base=post.version)
    record(f"{post.kind}.undo", post, by=by, after={"revision": post.version})


def undo_moderation(comment: Comment, step: Step, *, by: Any) -> None:
    """Bring a comment back to its earlier status, by the transition that leads there."""
    _require_untouched(comment, step)
    earlier = step["before"]["status"]
    name = next(name for name, transition in MODERATION.items() if transition.target == earlier)
    moderate(comment, name, by=by)


def undo_account_move(user: User, step: Step, *, by: Any) -> None:
    """Open or close the account again. Sessions that a deactivation ended stay ended."""
    _require_untouched(user, step)
    (reactivate if step["before"]["active"] else deactivate)(user, by=by)


def _require_untouched(obj: Any, step: Step) -> None:
    lock(obj)
    if standing_of(obj) != step["left"]:
        raise NotPossible(_l("It has been changed since, so it stays as it is now."))


def _show_again(post: Post, before: Mapping[str, Any]) -> None:
    published_at = datetime.fromisoformat(before["published_at"])
    show(post, _revision(post, before["live_version"]), published_at)


def _plan_again(post: Post, plans: list[Mapping[str, Any]]) -> None:
    """What was planned is planned again; only a scheduled post can't do without its moment."""
    forget(post)
    for plan in plans:
        at = datetime.fromisoformat(plan["at"])
        if at > now():
            _add_plan(post, plan, at)
        elif post.status == PostStatus.SCHEDULED:
            raise NotPossible(_l("The moment for which it was scheduled is past. Schedule it again."))
    db.session.flush()


def _add_plan(post: Post, plan: Mapping[str, Any], at: datetime) -> None:
    person = db.session.get(User, plan["by"]) if plan["by"] else None
    verb, by = ScheduledVerb(plan["verb"]), person.id if person else None
    db.session.add(Schedule(post_id=post.id, version=plan["version"], verb=verb, at=at, by_id=by))


def _revision(post: Post, number: int) -> Revision:
    revision = revision_of(post, number)
    if revision is None:
        raise NotPossible(_l("The revision that it showed is gone."))
    return revision


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
