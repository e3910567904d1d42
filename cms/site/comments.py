"""Writing a comment under a post."""

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cms.actions.commenting import write
from cms.actions.errors import Invalid, NotPossible
from cms.engines.reading.discussion import answerable, page_of
from cms.extensions import db
from cms.models import Comment, CommentStatus, Post
from cms.rules.throttling import Purpose
from cms.site.blueprint import site
from cms.site.incoming import number_given
from cms.site.posts import live_post, render_post
from cms.web.throttling import attempt


@site.post("/posts/<slug>/comments")
def write_comment(slug: str) -> Response:
    post = live_post(slug)
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=f"{post.path}#reply"), 303)
    text = request.form.get("text", "")
    tried = attempt(Purpose.COMMENT, current_user.email)
    if tried.held:
        answer = _again(post, text, tried.sentence, 429)
        answer.headers.update(tried.headers)
        return answer
    try:
        comment = write(post, text, by=current_user._get_current_object(), parent=_answered(post))
    except Invalid as error:
        return _again(post, text, " ".join(map(str, error.errors.values())), 422)
    except NotPossible as error:
        return _again(post, text, str(error), 409)
    db.session.commit()
    _say_what_happens(comment)
    return redirect(permalink(comment), 303)


@site.get("/posts/<slug>/comments")
def comments(slug: str) -> Response:
    """Where somebody lands who signs in again after sending the form."""
    return redirect(f"{live_post(slug).path}#comments", 302)


def permalink(comment: Comment) -> str:
    """The address of the comment, on the page of threads that holds it."""
    number = page_of(comment)
    page = f"?comments={number}" if number > 1 else ""
    return f"{comment.post.path}{page}#comment-{comment.id}"


def _answered(post: Post) -> Comment | None:
    if not request.form.get("parent"):
        return None
    found = answerable(post, number_given("parent", low=0))
    if found is None:
        raise NotPossible(_("The comment that you answer is no longer there. Write a new one instead."))
    return found


def _again(post: Post, text: str, fault: str, status: int) -> Response:
    return make_response(render_post(post, text, fault), status)


def _say_what_happens(comment: Comment) -> None:
    if comment.status == CommentStatus.APPROVED:
        flash(_("Your comment is published. Thank you."), "success")
    else:
        flash(_("Thank you. Your comment appears here once a moderator has approved it."), "info")
