"""The site as it will be: what is planned until a moment is carried out on shadows of the tables.

It is the very action that the worker runs, so what is seen is what will happen. Nothing of it stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Table, func, or_, select

from cms.actions.due import carry_out, next_due
from cms.actions.errors import NotPossible, Refused
from cms.engines import shadows
from cms.engines.pages.changes import touch_nothing
from cms.engines.search import keeping
from cms.engines.shadows import Shadow
from cms.extensions import db
from cms.models import (
    Event,
    OutboxMessage,
    Post,
    PostTag,
    Redirect,
    ReviewRequest,
    Revision,
    Schedule,
    Tag,
)
from cms.rules.permissions import EVERY, Decision, Permission, can
from cms.tools.moments import whole_minute

MOST = 200  # plans; each is carried out again for every page that is looked at


@dataclass(frozen=True)
class Rehearsal:
    """What was carried out until the moment, what could not be, and when the changes beside it come."""

    moment: datetime
    done: int
    failures: list[Event]
    earlier: datetime | None
    later: datetime | None


def may_rehearse(by: Any) -> Decision:
    """Whether the person may see the site of a moment to come: who may see every text anyway."""
    posts = can(by, Permission.POST_VIEW, EVERY)
    return can(by, Permission.PAGE_VIEW, EVERY) if posts else posts


@contextmanager
def rehearsed(moment: datetime, *, by: Any) -> Iterator[Rehearsal]:
    """Inside, every query reads the site of that moment, and nothing but shadows can be written.

    Raises Refused unless the person may see every text, NotPossible when too much is planned until then.
    """
    decision = may_rehearse(by)
    if not decision:
        raise Refused(decision)
    plans = _plans_until(moment)
    moments = sorted({whole_minute(plan.at) for plan in plans})
    later = db.session.scalar(select(func.min(Schedule.at)).where(Schedule.at > moment))
    connection = db.session.connection()
    # Closed afterwards rather than pooled: nobody else is ever served by a connection with shadows.
    connection.detach()
    try:
        with keeping.set_aside():
            failures = _carry_out(connection, plans, moment) if plans else []
            shadows.guard(connection)
            yield Rehearsal(
                moment,
                len(plans) - len(failures),
                failures,
                moments[-2] if len(moments) > 1 else None,
                whole_minute(later) if later else None,
            )
    finally:
        db.session.rollback()
        shadows.unguard(connection)


def _plans_until(moment: datetime) -> list[Schedule]:
    query = select(Schedule).where(Schedule.at <= moment).order_by(Schedule.at).limit(MOST + 1)
    plans = list(db.session.scalars(query))
    if len(plans) > MOST:
        raise NotPossible(
            _l(
                "More than %(most)s changes are scheduled until then, too many to look ahead. Choose an "
                "earlier moment.",
                most=MOST,
            )
        )
    return plans


def _carry_out(connection: Any, plans: list[Schedule], moment: datetime) -> list[Event]:
    newest = db.session.scalar(select(func.max(Event.id))) or 0
    cast = shadows.cast(connection, _touched(plans))
    db.session.expire_all()
    _carry_out_all(moment, len(plans))
    db.session.flush()
    touch_nothing(db.session)
    failed = select(Event).where(Event.id > newest, Event.verb.endswith("_failed"))
    failures = list(db.session.scalars(failed.order_by(Event.id)))
    for event in failures:
        db.session.expunge(event)
    shadows.spread(connection, cast)
    db.session.expire_all()
    return failures


def _carry_out_all(moment: datetime, most: int) -> None:
    for _turn in range(most):
        row = next_due(moment)
        if row is None:
            break
        carry_out(row)


def _touched(plans: list[Schedule]) -> Iterator[Shadow]:
    """Every table that carry_out() writes, with the rows that it may read or change there."""
    ids = {plan.post_id for plan in plans}
    posts = _posts(ids)
    yield Shadow(_table(Post), "id", {post.id for post in posts})
    yield Shadow(_table(PostTag), "post_id", ids)
    yield Shadow(_table(Schedule), "post_id", ids)
    yield Shadow(_table(ReviewRequest), "post_id", ids)
    yield Shadow(_table(Redirect), "id", _redirects(posts, ids))
    yield Shadow(_table(Tag))
    yield Shadow(_table(Event), "id")
    yield Shadow(_table(OutboxMessage), "id")


def _posts(ids: set[int]) -> list[Any]:
    """The posts, and whatever stands at an address that one of their revisions has."""
    slugs = select(Revision.slug).where(Revision.post_id.in_(ids))
    query = select(Post.id, Post.kind, Post.slug).where(or_(Post.id.in_(ids), Post.slug.in_(slugs)))
    return list(db.session.execute(query))


def _redirects(posts: list[Any], ids: set[int]) -> set[int]:
    query = select(Revision.slug).where(Revision.post_id.in_(ids)).distinct()
    slugs = {*db.session.scalars(query), *(post.slug for post in posts)}
    paths = [path for slug in slugs for path in (f"/posts/{slug}", f"/{slug}")]
    return set(db.session.scalars(select(Redirect.id).where(Redirect.path.in_(paths))))


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table
