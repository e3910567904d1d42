"""Comments of guests: a mail goes to the address they give, and the comment comes in by the link in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from cms.actions.annotating import Guest
from cms.actions.bans import require_not_banned
from cms.actions.checks import lock
from cms.actions.commenting import (
    NO_CLUES,
    accepts_guests,
    checked_text,
    commented,
    keep,
    require_answerable,
    status_for,
)
from cms.actions.errors import Invalid, NotPossible, Sentence
from cms.actions.guest_letters import ask_to_confirm
from cms.actions.identity import LONGEST_NAME, fault_of_address, normal_address
from cms.actions.judging import is_known, judge, written_by
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Comment, GuestComment, Post, now
from cms.rules.spam import Assessment, Clues
from cms.tools.html import has_controls

OPEN_FOR = timedelta(hours=24)
NOT_HERE = _l("Guests can't comment here.")


@dataclass(frozen=True)
class Given:
    """What a guest has typed into the form."""

    name: str
    email: str
    text: str
    wants_answers: bool = False


def take_in(
    post: Post, given: Given, *, parent: Comment | None = None, clues: Clues = NO_CLUES
) -> GuestComment:
    """Keep it aside and mail the link. Whether the address is banned shows once it is theirs.

    Raises NotPossible (guests don't comment here) or Invalid.
    """
    require_guests(post)
    require_answerable(post, parent)
    tidy = tidied(given)
    assessment = judge(tidy.text, clues, name=tidy.name, email=tidy.email)
    waiting = GuestComment(
        post=post,
        parent=parent,
        name=tidy.name,
        email=tidy.email,
        source=tidy.text,
        wants_answers=tidy.wants_answers,
        score=assessment.score,
        reasons=list(assessment.reasons),
    )
    db.session.add(waiting)
    db.session.flush()
    ask_to_confirm(waiting)
    return waiting


def confirm(waiting: GuestComment) -> Comment:
    """Let it in under the rules that hold for members too; the link serves once. Raises NotPossible."""
    lock(waiting)
    if not is_open(waiting, now()):
        raise NotPossible(_l("This link has had its day. Write the comment once more."))
    post, parent, whose = waiting.post, waiting.parent, written_by(None, waiting.email)
    require_guests(post)
    require_not_banned(None, waiting.email)
    require_answerable(post, parent)
    assessment = Assessment(waiting.score, tuple(waiting.reasons))
    comment = commented(
        post,
        parent,
        waiting.source,
        assessment,
        author_name=waiting.name,
        author_email=waiting.email,
        wants_answers=waiting.wants_answers,
    )
    trusted = not setting("hold_first_comment") or is_known(whose)
    comment.status = status_for(assessment, trusted=trusted)
    keep(comment, by=Guest(waiting.name))
    db.session.delete(waiting)
    db.session.flush()
    return comment


def is_open(waiting: GuestComment, moment: datetime) -> bool:
    """Whether its link still serves."""
    return moment - waiting.created_at < OPEN_FOR


def require_guests(post: Post) -> None:
    """Raise NotPossible unless guests may comment under the post."""
    if not accepts_guests(post):
        raise NotPossible(NOT_HERE)


def tidied(given: Given) -> Given:
    """What is kept of it; raises Invalid with a sentence for each wrong field."""
    errors: dict[str, Sentence] = {}
    name = " ".join(given.name.split())
    if not name:
        errors["name"] = _l("Give a name: it stands above your comment.")
    elif len(name) > LONGEST_NAME:
        errors["name"] = _l("Shorten it to %(most)s characters.", most=LONGEST_NAME)
    elif has_controls(name):
        errors["name"] = _l("This holds characters that can't be stored. Remove them and send it again.")
    elif "@" in name:
        errors["name"] = _l("Give a name and not an address: everybody reads it.")
    email = normal_address(given.email)
    if fault := fault_of_address(email):
        errors["email"] = fault
    text = ""
    try:
        text = checked_text(given.text)
    except Invalid as error:
        errors.update(error.errors)
    if errors:
        raise Invalid(errors)
    return Given(name, email, text, given.wants_answers)
