"""Foreign posts and pages as posts and pages, each whole: with tags, comments and redirects."""

from flask_babel import gettext as _
from sqlalchemy import select

from cms.actions import saving
from cms.actions.importing.arrival import enter_state, note_for
from cms.actions.importing.comments import bring_comments
from cms.actions.importing.job import Job
from cms.actions.importing.people import People
from cms.actions.importing.permalinks import count_permalinks, keep_permalinks
from cms.actions.importing.report import Report
from cms.actions.importing.terms import Terms
from cms.actions.importing.texts import LOCALE, content_from
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Event, Post, PostKind, now
from cms.tools.wordpress_records import Item


def bring_post(item: Item, job: Job, people: People, terms: Terms, report: Report) -> None:
    """Add it, or only its new comments when it came in before: what editors made of it since stays."""
    kind = PostKind(item.type)
    if item.status == "auto-draft":
        report.skipped(kind, _("opened in WordPress, but never saved"))
        return
    known = job.record_id("post", _key(item))
    if known is None:
        post: Post | None = _add(item, kind, job, people, terms, report)
    else:
        terms.count(item.terms, report)
        post = _still_here(known, kind, item, report)
    bring_comments(post, item, job, people, report)


def _add(item: Item, kind: PostKind, job: Job, people: People, terms: Terms, report: Report) -> Post:
    tags = terms.tag_names(item.terms, report)
    post = saving.create(
        kind,
        content_from(item, kind, tags, job.pictures),
        by=job.by,
        locale=LOCALE,
        author=people.named(item.creator, report),
        note=note_for(item, job.source),
        created_at=min(item.at or now(), now()),
    )
    enter_state(post, item, job.by)
    post.updated_at = min(item.modified_at or item.at or now(), now())
    keep_permalinks(post, item, report)
    job.remember("post", _key(item), post.id)
    after = {"source": job.source, "key": _key(item), "status": post.status}
    record(f"{kind}.import", post, by=job.by, after=after)
    report.imported(kind)
    return post


def _still_here(post_id: int, kind: PostKind, item: Item, report: Report) -> Post | None:
    report.present(kind)
    post = db.session.get(Post, post_id)
    if post is None or not _is_the_same(post, kind, item):
        return None
    count_permalinks(post, item, report)
    return post


def _is_the_same(post: Post, kind: PostKind, item: Item) -> bool:
    """Some databases give a deleted record's number to the next one; the log knows which this is."""
    born = db.session.scalars(
        select(Event)
        .where(
            Event.noun == Post.__tablename__,
            Event.record_id == post.id,
            Event.verb.in_((f"{kind}.create", f"{kind}.import")),
        )
        .order_by(Event.id.desc())
        .limit(1)
    ).one_or_none()
    return born is not None and born.after.get("key") == _key(item)


def _key(item: Item) -> str:
    return item.id or item.link or f"{item.title}/{item.at}"
