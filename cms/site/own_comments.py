"""Changing and deleting one's own comment while it is fresh."""

from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cms.actions.errors import Invalid, NotPossible
from cms.actions.own_comments import is_changeable, rewrite, withdraw
from cms.engines.form_ages import stamp
from cms.extensions import db
from cms.models import Comment, CommentStatus
from cms.rules.throttling import Purpose
from cms.site.blueprint import site
from cms.site.discussions import clues, permalink, preview_of, purpose_of
from cms.tools.numbers import key_in
from cms.web.throttling import attempt


@site.get("/comments/<key>/edit")
def edit_comment(key: str) -> str:
    comment = _own(key)
    _require_time(comment)
    return _form(comment, comment.source)


@site.post("/comments/<key>/edit")
def rewrite_comment(key: str) -> Response:
    comment, text = _own(key), request.form.get("text", "")
    if "preview" in request.form:
        return make_response(_form(comment, text, shown=preview_of(text)))
    tried = attempt(Purpose.COMMENT, current_user.email)
    if tried.held:
        return make_response(_form(comment, text, fault=tried.sentence), 429, tried.headers)
    person = current_user._get_current_object()
    try:
        known = clues(comment.post, person.display_name, person.email)
        rewrite(comment, text, by=person, clues=known)
    except Invalid as error:
        return _again(comment, text, " ".join(map(str, error.errors.values())), 422)
    except NotPossible as error:
        return _again(comment, text, str(error), 409)
    db.session.commit()
    if comment.status == CommentStatus.APPROVED:
        flash(_("Your comment is changed."), "success")
    else:
        flash(_("Your comment is changed. It appears once a moderator has approved it."), "info")
    return redirect(permalink(comment), 303)


@site.get("/comments/<key>/withdrawal")
def ask_before_withdrawal(key: str) -> str:
    comment = _own(key)
    _require_time(comment)
    return render_template("site/comment_withdrawal.html", comment=comment, post=comment.post)


@site.post("/comments/<key>/withdrawal")
def withdraw_comment(key: str) -> Response:
    comment = _own(key)
    back = f"{comment.post.path}#comments"
    withdraw(comment, by=current_user._get_current_object())
    db.session.commit()
    flash(_("Your comment is deleted."), "success")
    return redirect(back, 303)


def _own(key: str) -> Comment:
    """The person's own comment under a live post; those of others are not here."""
    comment = db.session.get(Comment, key_in(key) or 0)
    if comment is None or comment.author_id != current_user.id or not comment.post.is_live:
        abort(404)
    return comment


def _require_time(comment: Comment) -> None:
    if not is_changeable(comment, current_user):
        raise NotPossible(_("A comment can be changed and deleted for ten minutes. That time is over."))


def _again(comment: Comment, text: str, fault: str, status: int) -> Response:
    db.session.rollback()
    return make_response(_form(comment, text, fault=fault), status)


def _form(comment: Comment, text: str, **more: Any) -> str:
    post = comment.post
    words = {"comment": comment, "post": post, "text": text, "stamp": stamp(purpose_of(post)), **more}
    return render_template("site/comment_edit.html", **words)
