"""Write a comment under a post, or under another comment."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions.checks import require
from cms.actions.errors import Invalid, NotPossible
from cms.actions.recording import record
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Comment, CommentPolicy, CommentStatus, Post, User
from cms.rules.permissions import Permission, can
from cms.tools.html import has_controls, paragraphs

LONGEST = 5000
DEEPEST = 8


def write(post: Post, text: str, *, by: User, parent: Comment | None = None) -> Comment:
    """Keep the comment; a new commenter's first one waits for approval.

    Raises Refused, NotPossible (the discussion is closed), or Invalid.
    """
    require(by, Permission.COMMENT_CREATE, post)
    _require_open(post)
    _require_answerable(post, parent)
    comment = Comment(
        post=post,
        parent=parent,
        root_id=(parent.root_id or parent.id) if parent else None,
        depth=min(parent.depth + 1, DEEPEST) if parent else 0,
        author=by,
        body=paragraphs(_checked(text)),
        status=CommentStatus.APPROVED if _is_trusted(by, post) else CommentStatus.PENDING,
    )
    db.session.add(comment)
    record("comment.create", comment, by=by, after={"status": comment.status, "post": post.id})
    return comment


def accepts_comments(post: Post) -> bool:
    """Whether the discussion under the post is open."""
    return post.is_live and post.comment_policy == CommentPolicy.OPEN and bool(setting("comments_open"))


def _require_open(post: Post) -> None:
    if not accepts_comments(post):
        raise NotPossible(_l("The discussion here is closed."))


def _require_answerable(post: Post, parent: Comment | None) -> None:
    if parent and (parent.post_id != post.id or parent.status != CommentStatus.APPROVED):
        raise NotPossible(_l("The comment that you answer is no longer there. Write a new one instead."))


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid({"text": _l("Write something first.")})
    if len(text) > LONGEST:
        raise Invalid({"text": _l("Shorten it to %(most)s characters.", most=LONGEST)})
    if has_controls(text):
        raise Invalid(
            {"text": _l("This holds characters that can't be stored. Remove them and send it again.")}
        )
    return text


def _is_trusted(by: User, post: Post) -> bool:
    # Whose own comments would only wait for themselves.
    if not setting("hold_first_comment") or can(by, Permission.COMMENT_MODERATE, post):
        return True
    approved = select(Comment.id).where(Comment.author_id == by.id, Comment.status == CommentStatus.APPROVED)
    return db.session.scalar(approved.limit(1)) is not None
