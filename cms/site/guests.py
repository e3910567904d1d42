"""Comments of guests. Nothing here reads or begins a session: the page with the form is everybody's.

So no form holds a token; see docs/decisions/0072-forms-for-guests.md for what stands in its place.
"""

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cms.actions.errors import Invalid, NotPossible
from cms.actions.guest_comments import Given, confirm, is_open, require_guests, take_in, tidied
from cms.engines.comment_links import waiting_of
from cms.extensions import csrf, db
from cms.models import CommentStatus, GuestComment, Post, now
from cms.rules.throttling import Purpose
from cms.site.blueprint import site
from cms.site.discussions import Typed, answered, clues, form_age, permalink, preview_of, typed
from cms.site.posts import live_post, render_post
from cms.web.origins import require_own_page
from cms.web.throttling import attempt


@site.post("/posts/<slug>/comments/guests")
@csrf.exempt
def write_guest_comment(slug: str) -> Response:
    """First it is shown as it will stand there; sent once more from there, it is taken in."""
    post, given = live_post(slug), _given()
    require_own_page()
    try:
        require_guests(post)
        parent = answered(post)
        tidied(given)
        if "send" not in request.form or form_age(post) is None:
            return make_response(render_post(post, typed(shown=preview_of(given.text))))
        tried = attempt(Purpose.GUEST_COMMENT, given.email)
        if tried.held:
            answer = _again(post, typed(fault=tried.sentence), 429)
            answer.headers.update(tried.headers)
            return answer
        take_in(post, given, parent=parent, clues=clues(post, given.name, given.email))
    except Invalid as error:
        faults = {name: str(sentence) for name, sentence in error.errors.items()}
        return _again(post, typed(faults=faults), 422)
    except NotPossible as error:
        return _again(post, typed(fault=str(error)), 409)
    db.session.commit()
    return redirect(url_for("site.comment_sent"), 303)


@site.get("/comments/sent")
def comment_sent() -> str:
    """What a guest does next."""
    return _told(
        _("Look into your mail"),
        _("Thank you. Open the link in the mail that we have just sent you: your comment comes in by it."),
    )


@site.get("/comments/confirmed")
def comment_confirmed() -> str:
    """That the comment of a guest waits for a moderator."""
    return _told(_("Thank you"), _("Your comment is here. It appears once a moderator has approved it."))


@site.get("/comments/confirm/<token>")
def confirm_comment(token: str) -> str:
    """The button alone: programs that read mails follow links, but press nothing."""
    waiting = _waiting(token)
    return render_template(
        "site/comment_confirm.html", waiting=waiting, post=waiting.post, shown=preview_of(waiting.source)
    )


@site.post("/comments/confirm/<token>")
@csrf.exempt  # the link is proof enough: who makes others press it publishes a comment of their own
def let_comment_in(token: str) -> Response:
    comment = confirm(_waiting(token))
    db.session.commit()
    approved = comment.status == CommentStatus.APPROVED
    return redirect(permalink(comment) if approved else url_for("site.comment_confirmed"), 303)


def _waiting(token: str) -> GuestComment:
    waiting = waiting_of(token)
    if waiting is None or not is_open(waiting, now()):
        abort(410, _("This link has served or has had its day. Write the comment once more."))
    return waiting


def _given() -> Given:
    name, email, text = (request.form.get(field, "") for field in ("name", "email", "text"))
    return Given(name, email, text, "wants_answers" in request.form)


def _again(post: Post, sent: Typed, status: int) -> Response:
    db.session.rollback()
    return make_response(render_post(post, sent), status)


def _told(title: str, sentence: str) -> str:
    return render_template("site/told.html", title=title, sentence=sentence)
