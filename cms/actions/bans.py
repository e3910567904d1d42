"""Ban people from commenting, and let them again: members by their account, guests by their address."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions.checks import lock, require, unique
from cms.actions.errors import NotPossible
from cms.actions.recording import LONGEST_REASON, record
from cms.engines.secrecy import digests
from cms.extensions import db
from cms.models import Comment, CommentBan, User
from cms.rules.permissions import Permission, can

PURPOSE = "comment-ban"
BANNED = _l("You have been banned from commenting here. Ask the editors if you think that is a mistake.")
ALREADY = _l("This writer is banned already.")


def ban_writer(comment: Comment, *, by: Any, reason: str = "") -> CommentBan:
    """Ban whoever wrote it. Raises Refused, or NotPossible: nobody can be told by it, or they moderate."""
    require(by, Permission.COMMENT_BAN)
    author, email = comment.author, comment.author_email
    if author is None and not email:
        raise NotPossible(_l("Nobody knows any more who wrote this, so nobody can be banned."))
    if author is not None and can(author, Permission.COMMENT_MODERATE):
        raise NotPossible(_l("Who moderates comments can't be banned. Take the role away first."))
    ban = CommentBan(
        user_id=author.id if author else None,
        email_digest=None if author else digests(email, PURPOSE)[0],
        label=comment.display_name or f"#{comment.id}",
        reason=" ".join(reason.split())[:LONGEST_REASON],
        by_id=getattr(by, "id", None),
    )
    if ban_of(author, email) is not None:
        raise NotPossible(ALREADY)
    with unique("", ALREADY):
        db.session.add(ban)
    record("comment_ban.create", ban, by=by, reason=ban.reason, after={"comment": comment.id})
    return ban


def lift(ban: CommentBan, *, by: Any) -> None:
    """Let them comment again. Raises Refused or NotPossible."""
    require(by, Permission.COMMENT_BAN)
    lock(ban)
    record("comment_ban.lift", ban, by=by)
    db.session.delete(ban)
    db.session.flush()


def ban_of(author: User | None, email: str = "") -> CommentBan | None:
    """The ban of a member, or of a guest by the address."""
    if author is not None:
        return db.session.scalar(select(CommentBan).where(CommentBan.user_id == author.id))
    known = digests(email, PURPOSE) if email else []
    return db.session.scalar(select(CommentBan).where(CommentBan.email_digest.in_(known)).limit(1))


def require_not_banned(author: User | None, email: str = "") -> None:
    """Raise NotPossible for who is banned."""
    if ban_of(author, email) is not None:
        raise NotPossible(BANNED)
