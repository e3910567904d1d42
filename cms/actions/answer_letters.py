"""Mails about answers, to who asked for them with the comment, and how they end."""

from collections.abc import Iterator

from flask import current_app, render_template
from flask_babel import force_locale, gettext
from sqlalchemy import update

from cms.actions.judging import written_by
from cms.actions.recording import record
from cms.engines.comment_links import answers_url
from cms.engines.outbox import enqueue
from cms.engines.settings import setting
from cms.engines.wording import locale_of
from cms.extensions import db
from cms.models import Comment, CommentStatus, now
from cms.rules.permissions import SYSTEM
from cms.tools.html import excerpt

TEMPLATE = "mail/comment_answered"
QUOTED = 600  # characters


def tell_answered(answer: Comment) -> None:
    """Mail the writer of what is answered, once an answer is approved: once, and never about their own."""
    parent = answer.parent
    if parent is None or answer.told_at or answer.status != CommentStatus.APPROVED:
        return
    if not parent.wants_answers or parent.status != CommentStatus.APPROVED or _same_writer(parent, answer):
        return
    recipient = _address_of(parent)
    if not recipient:
        return
    answer.told_at = now()
    db.session.flush()
    with force_locale(_language_of(parent)):
        _send(recipient, parent, answer)


def end_answers(comment: Comment, *, everywhere: bool) -> None:
    """No more mails about answers to this comment, or to any of its writer. Twice does no more than once."""
    if not comment.wants_answers and not everywhere:
        return
    comment.wants_answers = False
    if everywhere:
        theirs = written_by(comment.author, comment.author_email)
        db.session.execute(update(Comment).where(theirs, Comment.wants_answers).values(wants_answers=False))
    record("comment.end_answers", comment, by=comment.author or SYSTEM, after={"everywhere": everywhere})


def _send(recipient: str, parent: Comment, answer: Comment) -> None:
    stop = answers_url(parent)
    words = {
        "name": parent.display_name,
        "writer": answer.display_name or gettext("Anonymous"),
        "post": answer.post,
        "words": excerpt(answer.body, QUOTED),
        "link": f"{current_app.config['SITE_URL']}/comments/{answer.id}",
        "stop": stop,
    }
    subject = gettext(
        "%(site)s: %(name)s has answered your comment", site=setting("site_name"), name=words["writer"]
    )
    text, html = (render_template(f"{TEMPLATE}.{kind}", **words) for kind in ("txt", "html"))
    enqueue(recipient, subject, text, html, headers=dict(_unsubscribing(stop)))


def _unsubscribing(stop: str) -> Iterator[tuple[str, str]]:
    """RFC 8058: mail programs end it by a POST of their own."""
    yield "List-Unsubscribe", f"<{stop}>"
    yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _same_writer(parent: Comment, answer: Comment) -> bool:
    if parent.author_id or answer.author_id:
        return parent.author_id == answer.author_id
    return parent.author_email == answer.author_email


def _address_of(comment: Comment) -> str:
    """A member's present address; of a guest the one that was confirmed: others never get to want answers."""
    author = comment.author
    if author is None:
        return comment.author_email
    return author.email if author.active and author.confirmed_at else ""


def _language_of(comment: Comment) -> str:
    if comment.author:
        return locale_of(comment.author)
    wanted, locales = str(setting("site_locale")), current_app.config["LOCALES"]
    return wanted if wanted in locales else str(locales[0])
