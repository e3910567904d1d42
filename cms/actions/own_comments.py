"""Change or delete one's own comment while it is fresh."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from cms.actions.bans import require_not_banned
from cms.actions.checks import lock, require
from cms.actions.commenting import NO_CLUES, checked_text, is_trusted, require_open, status_for
from cms.actions.errors import NotPossible, Refused
from cms.actions.judging import digest_of, judge
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Comment, CommentStatus, User, now
from cms.rules.permissions import Permission, can
from cms.rules.spam import Clues
from cms.tools.comment_text import rendered
from cms.tools.html import excerpt

CHANGEABLE_FOR = timedelta(minutes=10)
OPEN_TO_CHANGE = (CommentStatus.PENDING, CommentStatus.APPROVED)
LONGEST_LOGGED = 500


def is_changeable(comment: Comment, by: User) -> bool:
    """Whether the person may change or delete it now."""
    return (
        comment.author_id == by.id
        and comment.withdrawn_at is None
        and comment.status in OPEN_TO_CHANGE
        and now() - comment.created_at < CHANGEABLE_FOR
    )


def rewrite(comment: Comment, text: str, *, by: User, clues: Clues = NO_CLUES) -> None:
    """Change the words; they are judged anew. Raises Refused, NotPossible (too late) or Invalid."""
    _begin(comment, by)
    require_not_banned(by)
    require_open(comment.post)
    typed = checked_text(text)
    if typed == comment.source:
        return
    before = {"status": comment.status, "text": excerpt(comment.body, LONGEST_LOGGED)}
    moderates = bool(can(by, Permission.COMMENT_MODERATE, comment))
    comment.text_digest = ""  # so that it is no repetition of itself
    db.session.flush()
    assessment = judge(typed, clues, by=by)
    trusted = comment.status == CommentStatus.APPROVED or is_trusted(by, comment.post)
    comment.status = status_for(assessment, trusted=trusted, moderates=moderates)
    comment.source, comment.body, comment.text_digest = typed, rendered(typed), digest_of(typed)
    comment.score, comment.reasons = assessment.score, list(assessment.reasons)
    comment.edited_at = now()
    record("comment.rewrite", comment, by=by, before=before, after={"status": comment.status})


def withdraw(comment: Comment, *, by: User) -> None:
    """Delete it: the words at once; the comment itself stays, empty, where somebody has answered.

    Raises Refused or NotPossible (too late).
    """
    _begin(comment, by)
    record("comment.withdraw", comment, by=by, before={"status": comment.status})
    if db.session.scalar(select(exists().where(Comment.parent_id == comment.id))):
        comment.withdrawn_at = now()
        comment.body = comment.source = comment.text_digest = ""
        comment.wants_answers = False
    else:
        db.session.delete(comment)
    db.session.flush()


def _begin(comment: Comment, by: User) -> None:
    require(by, Permission.COMMENT_CREATE, comment)
    if comment.author_id != by.id:
        raise Refused(_l("Only who wrote a comment can change it."))
    lock(comment)
    if not is_changeable(comment, by):
        raise NotPossible(_l("A comment can be changed and deleted for ten minutes. That time is over."))
