"""Write a comment under a post, or under another comment."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.answer_letters import tell_answered
from cms.actions.bans import require_not_banned
from cms.actions.checks import lock, require
from cms.actions.errors import Invalid, NotPossible
from cms.actions.judging import digest_of, is_known, judge, written_by
from cms.actions.recording import record
from cms.engines.pages.dependence import until
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Comment, CommentPolicy, CommentStatus, Post, User, now
from cms.rules.permissions import Permission, can
from cms.rules.spam import Assessment, Clues
from cms.tools.comment_text import rendered
from cms.tools.html import has_controls

LONGEST = 5000
DEEPEST = 8
NO_CLUES = Clues(by_request=False)


def write(
    post: Post,
    text: str,
    *,
    by: User,
    parent: Comment | None = None,
    wants_answers: bool = False,
    clues: Clues = NO_CLUES,
) -> Comment:
    """Keep the comment; a new commenter's first one waits for approval, and what looks like spam does.

    Raises Refused, NotPossible (the discussion is closed, the writer banned), or Invalid.
    """
    require(by, Permission.COMMENT_CREATE, post)
    require_not_banned(by)
    require_open(post)
    require_answerable(post, parent)
    typed = checked_text(text)
    assessment = judge(typed, clues, by=by)
    comment = commented(post, parent, typed, assessment, author=by, wants_answers=wants_answers)
    comment.status = status_for(assessment, trusted=is_trusted(by, post), moderates=_moderates(by, post))
    return keep(comment, by=by)


def keep(comment: Comment, *, by: Any) -> Comment:
    """Add it, log it, and tell who is answered."""
    db.session.add(comment)
    after = {"status": comment.status, "post": comment.post.id, "score": comment.score}
    record("comment.create", comment, by=by, after=after)
    tell_answered(comment)
    return comment


def commented(
    post: Post, parent: Comment | None, typed: str, assessment: Assessment, **given: Any
) -> Comment:
    """The comment in its place, not kept yet."""
    return Comment(
        post=post,
        parent=parent,
        root_id=(parent.root_id or parent.id) if parent else None,
        depth=min(parent.depth + 1, DEEPEST) if parent else 0,
        source=typed,
        body=rendered(typed),
        text_digest=digest_of(typed),
        score=assessment.score,
        reasons=list(assessment.reasons),
        **given,
    )


def status_for(assessment: Assessment, *, trusted: bool, moderates: bool = False) -> CommentStatus:
    """Whoever moderates here would only judge themselves; of others, what looks like spam waits."""
    if moderates:
        return CommentStatus.APPROVED
    if assessment.rejects:
        return CommentStatus.SPAM
    return CommentStatus.APPROVED if trusted and not assessment.holds else CommentStatus.PENDING


def accepts_comments(post: Post) -> bool:
    """Whether the discussion under the post is open to members."""
    return (
        post.is_live
        and post.comment_policy != CommentPolicy.CLOSED
        and bool(setting("comments_open"))
        and not _is_over(post)
    )


def accepts_guests(post: Post) -> bool:
    """Whether it is open to guests as well."""
    return (
        accepts_comments(post)
        and post.comment_policy == CommentPolicy.OPEN
        and setting("guest_comments") == "verified"
    )


def require_open(post: Post) -> None:
    """Raise NotPossible unless it is open to members."""
    if not accepts_comments(post):
        raise NotPossible(_l("The discussion here is closed."))


def require_answerable(post: Post, parent: Comment | None) -> None:
    """Raise NotPossible where what is answered is not there, or not to be seen; else it stays there."""
    gone = NotPossible(_l("The comment that you answer is no longer there. Write a new one instead."))
    if parent is None:
        return
    if parent.post_id == post.id:
        lock(parent, pointed_at=True)
    if parent.post_id != post.id or parent.status != CommentStatus.APPROVED or parent.withdrawn_at:
        raise gone


def checked_text(text: str) -> str:
    """The text as it is kept; raises Invalid."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise Invalid({"text": _l("Write something first.")})
    if len(text) > LONGEST:
        raise Invalid({"text": _l("Shorten it to %(most)s characters.", most=LONGEST)})
    if has_controls(text):
        raise Invalid(
            {"text": _l("This holds characters that can't be stored. Remove them and send it again.")}
        )
    return text


def is_trusted(by: User, post: Post) -> bool:
    """Whether a comment of theirs appears at once, if nothing speaks against it."""
    if not setting("hold_first_comment") or _moderates(by, post):
        return True
    return is_known(written_by(by, ""))


def _moderates(by: User, post: Post) -> bool:
    return bool(can(by, Permission.COMMENT_MODERATE, post))


def _is_over(post: Post) -> bool:
    days = setting("comment_days")
    if not (days and post.published_at):
        return False
    over_at: datetime = post.published_at + timedelta(days=days)
    until(over_at)
    return now() > over_at
