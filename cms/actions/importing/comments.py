"""The comments of a foreign post, each under the one that it answers."""

from collections.abc import Iterator

from flask_babel import gettext as _

from cms.actions.commenting import DEEPEST
from cms.actions.importing.job import Job
from cms.actions.importing.people import People
from cms.actions.importing.report import Report
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Comment, CommentStatus, Post, now
from cms.tools.html import text_of, without_controls
from cms.tools.wordpress_html import to_comment_html
from cms.tools.wordpress_records import ForeignComment, Item

_LONGEST_NAME, _LONGEST_EMAIL, _LONGEST_URL = 120, 255, 500
_STATUSES = {
    "1": CommentStatus.APPROVED,
    "spam": CommentStatus.SPAM,
    "trash": CommentStatus.TRASHED,
    "post-trashed": CommentStatus.TRASHED,
}


def bring_comments(post: Post | None, item: Item, job: Job, people: People, report: Report) -> None:
    """Add the comments that have not come in yet; `post` is None when it is no longer here."""
    for foreign in _parents_first(item.comments):
        key = _key(foreign, item)
        if foreign.type != "comment":
            report.skipped("comment", _("%(type)s, not a comment", type=foreign.type))
        elif job.record_id("comment", key):
            report.present("comment")
        elif post is None:
            report.skipped("comment", _("its post is no longer here"))
        else:
            comment = _add(post, foreign, _parent(post, foreign, item, job), people)
            record("comment.import", comment, by=job.by, after={"status": comment.status, "post": post.id})
            job.remember("comment", key, comment.id)
            report.imported("comment")


def _parents_first(comments: tuple[ForeignComment, ...]) -> Iterator[ForeignComment]:
    """Each after the one that it answers. A ring of answers, which no thread can be, is cut open."""
    waiting = {comment.id: comment for comment in comments if comment.id}
    yield from (comment for comment in comments if not comment.id)
    while waiting:
        ready = [each for each in waiting.values() if each.parent == each.id or each.parent not in waiting]
        for comment in ready or [next(iter(waiting.values()))]:
            yield waiting.pop(comment.id)


def _parent(post: Post, foreign: ForeignComment, item: Item, job: Job) -> Comment | None:
    """The nearest comment up the thread that is here; pingbacks among them are stepped over."""
    parents = {comment.id: comment.parent for comment in item.comments}
    seen = {foreign.id}
    above = foreign.parent
    while above not in ("", "0") and above not in seen:
        seen.add(above)
        comment = db.session.get(Comment, job.record_id("comment", above) or 0)
        if comment and comment.post_id == post.id:
            return comment
        above = parents.get(above, "")
    return None


def _add(post: Post, foreign: ForeignComment, parent: Comment | None, people: People) -> Comment:
    author = people.behind(foreign)
    comment = Comment(
        post_id=post.id,
        parent=parent,
        root_id=(parent.root_id or parent.id) if parent else None,
        depth=min(parent.depth + 1, DEEPEST) if parent else 0,
        author=author,
        author_name=without_controls(text_of(foreign.author))[:_LONGEST_NAME] or _("Anonymous"),
        author_email=without_controls(foreign.email)[:_LONGEST_EMAIL],
        author_url=_web_address(foreign.url),
        body=to_comment_html(foreign.content),
        status=_STATUSES.get(foreign.approved, CommentStatus.PENDING),
        created_at=foreign.at or post.published_at or now(),
    )
    db.session.add(comment)
    return comment


def _web_address(url: str) -> str:
    url = without_controls(url)
    return url if url.lower().startswith(("http://", "https://")) and len(url) <= _LONGEST_URL else ""


def _key(foreign: ForeignComment, item: Item) -> str:
    return foreign.id or f"{item.id}/{foreign.at}/{foreign.author}"
