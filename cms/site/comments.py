"""Writing a comment under a post, and the addresses of comments."""

from flask import abort, flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cms.actions.commenting import write
from cms.actions.errors import Invalid, NotPossible
from cms.extensions import db
from cms.models import Comment, CommentStatus, Post
from cms.rules.throttling import Purpose
from cms.site.blueprint import site
from cms.site.discussions import answered, clues, permalink, preview_of, typed
from cms.site.posts import live_post, render_post
from cms.tools.numbers import key_in
from cms.web.throttling import attempt


@site.post("/posts/<slug>/comments")
def write_comment(slug: str) -> Response:
    post = live_post(slug)
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=f"{post.path}#reply"), 303)
    if "preview" in request.form:
        text = request.form.get("text", "")
        return make_response(render_post(post, typed(shown=preview_of(text))))
    tried = attempt(Purpose.COMMENT, current_user.email)
    if tried.held:
        answer = _again(post, tried.sentence, 429)
        answer.headers.update(tried.headers)
        return answer
    try:
        comment = _write(post)
    except Invalid as error:
        return _again(post, " ".join(map(str, error.errors.values())), 422)
    except NotPossible as error:
        return _again(post, str(error), 409)
    db.session.commit()
    _say_what_happens(comment)
    return redirect(permalink(comment), 303)


@site.get("/posts/<slug>/comments")
def comments(slug: str) -> Response:
    """Where somebody lands who signs in again after sending the form."""
    return redirect(f"{live_post(slug).path}#comments", 302)


@site.get("/comments/<key>")
def comment(key: str) -> Response:
    """The lasting address of a comment: it leads to the page that holds it now."""
    found = db.session.get(Comment, key_in(key) or 0)
    if found is None or found.status != CommentStatus.APPROVED or not found.post.is_live:
        abort(404)
    return redirect(permalink(found), 302)


def _write(post: Post) -> Comment:
    person = current_user._get_current_object()
    known = clues(post, person.display_name, person.email)
    wants = "wants_answers" in request.form
    text = request.form.get("text", "")
    return write(post, text, by=person, parent=answered(post), wants_answers=wants, clues=known)


def _again(post: Post, fault: str, status: int) -> Response:
    db.session.rollback()
    return make_response(render_post(post, typed(fault=fault)), status)


def _say_what_happens(comment: Comment) -> None:
    if comment.status == CommentStatus.APPROVED:
        flash(_("Your comment is published. Thank you."), "success")
    else:
        flash(_("Thank you. Your comment appears here once a moderator has approved it."), "info")
