"""The discussion beneath a post: the page that is asked for, and the form as it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from cms.actions.commenting import accepts_comments, accepts_guests
from cms.actions.errors import NotPossible
from cms.actions.own_comments import is_changeable
from cms.engines.form_ages import age_of, stamp
from cms.engines.reading.discussion import FIRST, Window, answerable, discussion_of, place_of
from cms.engines.spam_checking import Submission, opinions_on
from cms.models import Comment, Post
from cms.rules.permissions import Permission, can, is_signed_in
from cms.rules.spam import Clues
from cms.site.incoming import number_given
from cms.tools.comment_text import rendered
from cms.tools.html import sanitise_comment
from cms.tools.numbers import key_in

DEEPEST = 1_000  # the highest number in an old address of a page
TRAP = "homepage"  # the field that people don't see


@dataclass(frozen=True)
class Typed:
    """What somebody sent as a comment, and why it was not kept: a sentence, or one for each field."""

    text: str = ""
    name: str = ""
    email: str = ""
    wants_answers: bool = False
    fault: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    shown: str = ""

    @property
    def is_sent(self) -> bool:
        return bool(self.text or self.fault or self.faults)


NOTHING = Typed()


def typed(**more: Any) -> Typed:
    """The form as it came, so that nothing typed is lost."""
    form: MultiDict[str, str] = request.form
    text, name, email = (form.get(key, "") for key in ("text", "name", "email"))
    return Typed(text, name, email, "wants_answers" in form, **more)


def preview_of(text: str) -> str:
    """The comment as it would stand there."""
    return sanitise_comment(rendered(text.strip()))


def context(post: Post, sent: Typed = NOTHING) -> dict[str, Any]:
    """What the discussion's templates need."""
    reader = current_user if is_signed_in(current_user) else None
    reply_to = number_given("parent" if sent.is_sent else "reply_to", low=0)
    return {
        "discussion": discussion_of(post, window_asked(), reader.id if reader else None),
        "address_of": lambda window: window_path(post, window),
        "reply_to_address": lambda comment: reply_path(comment, window_asked()),
        "accepts": accepts_comments(post),
        "guests_may": accepts_guests(post),
        "may_comment": bool(can(current_user, Permission.COMMENT_CREATE, post)),
        "is_own": lambda comment: reader is not None and is_changeable(comment, reader),
        "reply_to": answerable(post, reply_to),
        "sent": sent,
        "stamp": lambda: stamp(purpose_of(post)),
        "sign_in": url_for("security.login", next=f"{post.path}#reply"),
    }


def window_asked() -> Window:
    """Which comments the address asks for; what it can't mean is the beginning."""
    asked = request.args.get("comments", "")
    thread = key_in(request.args.get("thread")) or 0
    side, _dash, key = asked.partition("-")
    if asked == "newest":
        return Window(newest=True, thread=thread)
    if side in ("after", "before") and (found := key_in(key)):
        return Window(found, thread=thread) if side == "after" else Window(before=found, thread=thread)
    return Window(thread=thread, number=number_given("comments", high=DEEPEST))


def window_path(post: Post, window: Window) -> str:
    """The address of a page of comments."""
    return f"{post.path}{_query(window)}"


def reply_path(comment: Comment, window: Window) -> str:
    """Where the comment is answered, on the page that is read."""
    here = window_path(comment.post, window)
    return f"{here}{'&' if '?' in here else '?'}reply_to={comment.id}#reply"


def permalink(comment: Comment) -> str:
    """The address of the comment, on the page of threads that holds it."""
    return f"{window_path(comment.post, place_of(comment))}#comment-{comment.id}"


def answered(post: Post) -> Comment | None:
    """The comment that the form answers. Raises NotPossible when it can no longer be seen."""
    if not request.form.get("parent"):
        return None
    found = answerable(post, number_given("parent", low=0))
    if found is None:
        raise NotPossible(_("The comment that you answer is no longer there. Write a new one instead."))
    return found


def clues(post: Post, name: str, email: str) -> Clues:
    """What the request tells about its sender. Asks the outside checker, where there is one."""
    place, text = request.remote_addr or "", request.form.get("text", "")
    opinions = opinions_on(Submission(text, name, email, place, post.path))
    return Clues(bool(request.form.get(TRAP)), form_age(post), place, opinions)


def form_age(post: Post) -> Any:
    """How long the form was open; None when it wasn't ours."""
    return age_of(request.form.get("stamp", ""), purpose_of(post))


def purpose_of(post: Post) -> str:
    """For what a form is stamped: no stamp serves under two posts."""
    return f"comment {post.id}"


def _query(window: Window) -> str:
    parts = [f"thread={window.thread}"] if window.thread else []
    if window.newest:
        parts.append("comments=newest")
    elif window != FIRST and (window.after or window.before):
        side, key = ("after", window.after) if window.after else ("before", window.before)
        parts.append(f"comments={side}-{key}")
    return f"?{'&'.join(parts)}" if parts else ""
