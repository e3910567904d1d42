"""Mails about reviews: to who shall review, and to the author when there is a verdict."""

from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, gettext

from cms.engines.outbox import enqueue
from cms.engines.reading.notes import count_open, open_notes
from cms.engines.settings import setting
from cms.engines.wording import locale_of
from cms.models import Post, ReviewRequest, ReviewState, User
from cms.rules.permissions import can
from cms.rules.workflow import permission_for


def tell_reviewer(row: ReviewRequest, reviewer: User, *, by: Any) -> None:
    """Ask this person for the review."""
    post = row.post
    with force_locale(locale_of(reviewer)):
        subject = gettext("%(site)s: please review “%(title)s”", site=setting("site_name"), title=post.title)
        _send("mail/review_asked", reviewer, subject, row, by, link=_proof_of(row))


def tell_author(row: ReviewRequest, *, by: Any) -> None:
    """Tell the author of the verdict, unless it is the author's own or the account is closed."""
    post, author = row.post, row.post.author
    if author.id == getattr(by, "id", None) or not author.active:
        return
    with force_locale(locale_of(author)):
        more: dict[str, Any] = {"notes": [], "notes_count": 0}
        words = {"site": setting("site_name"), "title": post.title}
        if row.verdict == ReviewState.APPROVED:
            subject = gettext("%(site)s: “%(title)s” is approved", **words)
        else:
            subject = gettext("%(site)s: changes to “%(title)s” are requested", **words)
            more = {"notes": open_notes(post), "notes_count": count_open(post)}
        _send("mail/review_answered", author, subject, row, by, link=link_to(post, author), **more)


def _send(template: str, user: User, subject: str, row: ReviewRequest, by: Any, **more: Any) -> None:
    words = {"user": user, "round": row, "post": row.post, "person": str(by), **more}
    text, html = (render_template(f"{template}.{kind}", **words) for kind in ("txt", "html"))
    enqueue(user.email, subject, text, html)


def _proof_of(row: ReviewRequest) -> str:
    """The revision as readers would see it, with the notes and the answers to the review beneath."""
    return f"{current_app.config['SITE_URL']}/preview/post/{row.post_id}?revision={row.version}"


def link_to(post: Post, user: User) -> str:
    """The post's form, or its details for who may not edit it. The host of a request can be forged."""
    screen = "edit" if can(user, permission_for("edit", post), post) else "details"
    return f"{current_app.config['SITE_URL']}/admin/{post.kind}s/{screen}/?id={post.id}"
