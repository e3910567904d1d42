"""Ending mails about answers: by the link in each of them, without signing in."""

from flask import Response as Answer
from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cms.actions.answer_letters import end_answers
from cms.engines.comment_links import comment_of
from cms.extensions import csrf, db
from cms.models import Comment
from cms.site.blueprint import site


@site.get("/comments/answers/<token>")
def answers(token: str) -> str:
    """The buttons alone: programs that read mails follow links, but press nothing."""
    return render_template("site/comment_answers.html", comment=_comment(token))


@site.post("/comments/answers/<token>")
@csrf.exempt  # mail programs send it by themselves (RFC 8058); who has the link has got the mail
def stop_answers(token: str) -> Response:
    end_answers(_comment(token), everywhere="one" not in request.form)
    db.session.commit()
    return redirect(url_for("site.answers_ended"), 303)


@site.get("/comments/unsubscribed")
def answers_ended() -> str:
    return render_template(
        "site/told.html",
        title=_("No more mails"),
        sentence=_("You get no more mails about answers. You can ask for them again with your next comment."),
    )


def _comment(token: str) -> Comment:
    return comment_of(token) or abort(404)


def keep_private(response: Answer) -> Answer:
    """Neither caches nor search engines keep what stands behind the links of mails about comments."""
    if request.path.startswith(("/comments/answers/", "/comments/confirm/")):
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
