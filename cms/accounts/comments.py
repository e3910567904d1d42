"""What one has written as comments: what is published, what is held, and why."""

from typing import Any, NamedTuple

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cms.accounts.blueprint import accounts
from cms.accounts.sections import own_page
from cms.actions.bans import ban_of
from cms.engines.reading.own_comments import comments_of
from cms.models import Comment, CommentStatus
from cms.tools.html import excerpt
from cms.tools.numbers import key_in

SHOWN = 240  # characters


class Own(NamedTuple):
    """A comment, its words, and what became of it."""

    comment: Comment
    words: str
    state: str
    is_public: bool


@accounts.get("/account/comments")
def comments() -> ResponseReturnValue:
    """The newest first, a page at a time."""
    person = current_user._get_current_object()
    found, more = comments_of(person.id, key_in(request.args.get("before")))
    shown = [_own(comment) for comment in found]
    return own_page("accounts/comments.html", shown=shown, more=more, banned=ban_of(person) is not None)


def _own(comment: Comment) -> Own:
    public = comment.status == CommentStatus.APPROVED and comment.post.is_live and not comment.withdrawn_at
    return Own(comment, excerpt(comment.body, SHOWN), _state(comment), public)


def _state(comment: Comment) -> Any:
    """A sentence. What exactly spoke for spam stays with the moderators."""
    if comment.withdrawn_at:
        return _("You have deleted it; its place stays for the answers.")
    if comment.status == CommentStatus.SPAM:
        return _("Not published: it looks like spam. If it is none, write to the editors.")
    if comment.status == CommentStatus.TRASHED:
        return _("Not published: a moderator has taken it down.")
    if comment.status == CommentStatus.PENDING:
        if comment.score:
            return _("Held: something about it made us careful. A moderator will look at it.")
        return _("Held: a moderator looks at first comments before they appear.")
    if not comment.post.is_live:
        return _("It stands under a text that is no longer published.")
    return _("Published.")
