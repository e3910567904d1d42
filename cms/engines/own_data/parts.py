"""What is held about a person, as data: each part a file of the archive that they get."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, or_

from cms.models import (
    AccessRequest,
    AuthenticatorApp,
    Autosave,
    Comment,
    Event,
    LoginSession,
    Note,
    Passkey,
    Post,
    PreviewLink,
    ReviewRequest,
    Revision,
    Schedule,
    User,
)

WRITTEN = (
    *("title", "slug", "summary", "lead_image", "lead_image_alt", "lead_image_caption"),
    *("meta_title", "meta_description", "pinned", "comment_policy"),
)


@dataclass(frozen=True)
class Part:
    """`whose` says which rows are the person's; `columns` are what leaves of each, in this order.

    A `private` part is for the person alone, never for who takes the archive on their behalf.
    """

    name: str
    label: LazyString
    noun: type[Any]
    whose: Callable[[int], ColumnElement[bool]]
    columns: tuple[str, ...]
    private: bool = False


def _by(column: Any) -> Callable[[int], ColumnElement[bool]]:
    return lambda number: column == number


PARTS = (
    Part(
        "posts",
        _l("Posts and pages of which you are the author, as they are now"),
        Post,
        _by(Post.author_id),
        ("id", "kind", "locale", *WRITTEN, "status", "published_at", "created_at", "updated_at"),
    ),
    Part(
        "revisions",
        _l("Every state of a text that you saved"),
        Revision,
        _by(Revision.author_id),
        ("post_id", "number", "created_at", "note", "review", *WRITTEN, "body", "tags"),
    ),
    Part(
        "unsaved",
        _l("What you typed and have not saved"),
        Autosave,
        _by(Autosave.author_id),
        ("post_id", "at", *WRITTEN, "body", "tags"),
        private=True,
    ),
    Part(
        "comments",
        _l("Your comments"),
        Comment,
        _by(Comment.author_id),
        (
            *("id", "post_id", "parent_id", "body", "source", "status", "created_at"),
            *("edited_at", "withdrawn_at", "wants_answers"),
        ),
    ),
    Part(
        "notes",
        _l("Your notes in the margins of texts"),
        Note,
        _by(Note.author_id),
        ("post_id", "version", "quote", "text", "created_at", "settled_at"),
    ),
    Part(
        "reviews",
        _l("Reviews that you asked for or were asked for"),
        ReviewRequest,
        lambda number: or_(ReviewRequest.asked_by_id == number, ReviewRequest.reviewer_id == number),
        ("post_id", "version", "note", "created_at", "verdict", "answer", "settled_at"),
    ),
    Part(
        "plans",
        _l("Publications that you planned"),
        Schedule,
        _by(Schedule.by_id),
        ("post_id", "version", "verb", "at", "created_at"),
    ),
    Part(
        "preview-links",
        _l("Links to drafts that you made, without their keys"),
        PreviewLink,
        _by(PreviewLink.by_id),
        ("post_id", "version", "label", "created_at", "expires_at", "revoked_at"),
    ),
    Part(
        "devices",
        _l("Where you signed in, and when"),
        LoginSession,
        _by(LoginSession.user_id),
        ("device", "place", "lasting", "created_at", "seen_at", "ended_at", "end_reason"),
    ),
    Part(
        "authenticator-apps",
        _l("Your authenticator apps, without their secrets"),
        AuthenticatorApp,
        _by(AuthenticatorApp.user_id),
        ("name", "created_at", "confirmed_at", "used_at"),
    ),
    Part(
        "passkeys",
        _l("Your passkeys, without their keys"),
        Passkey,
        _by(Passkey.user_id),
        ("name", "created_at", "used_at", "backed_up"),
    ),
    Part(
        "requests",
        _l("What you asked the owners for, and their answers"),
        AccessRequest,
        _by(AccessRequest.user_id),
        ("permission", "noun", "record_id", "note", "created_at", "granted", "answer", "answered_at"),
    ),
    Part(
        "log",
        _l("What you did, and what was done to your account, by the event log"),
        Event,
        # Labels and values may be somebody else's; the number of a record is enough to tell it by.
        lambda number: or_(
            Event.actor_id == number, and_(Event.noun == User.__tablename__, Event.record_id == number)
        ),
        ("at", "verb", "noun", "record_id", "reason"),
    ),
)

# Tables that point at people and are in no part, with the reason. Profile and picture are files of their own.
LEFT_OUT = {
    "bulk_run": "The log tells of each; the rows are there to undo it, for an hour.",
    "invitation": "The log tells who asked whom in; it names others.",
    "comment_ban": "The log tells of it, and whoever it concerns is told when they comment.",
    "departure": "That the account or its texts are on their way: the log tells of it.",
    "portrait": "The larger one is a file of its own.",
    "pending_sign_in": "Ten minutes old at most, and it opens the account.",
    "presence": "Who has a text open just now.",
    "recovery_code": "Digests of secrets; how many are left stands in the profile.",
    "user_role": "The profile names the roles.",
}
