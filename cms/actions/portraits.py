"""The pictures of people: put on and taken off."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from cms.actions.checks import lock, require
from cms.actions.errors import Invalid, NotPossible, Sentence
from cms.actions.recording import record
from cms.extensions import db
from cms.models import Portrait, User
from cms.rules.permissions import Permission
from cms.tools.portraits import MOST_BYTES, MOST_PIXELS, SHORTEST_SIDE, Fault, NoPortrait, portrait_of

FIELD = "picture"
SENTENCES: dict[Fault, Sentence] = {
    Fault.EMPTY: _l("This file is empty. Choose a picture."),
    Fault.TOO_HEAVY: _l(
        "This file is too large. Choose a picture of at most %(most)s MB.", most=MOST_BYTES // 2**20
    ),
    Fault.UNKNOWN: _l("This is no picture that can be used. Choose a JPEG, PNG, WebP or GIF file."),
    Fault.BROKEN: _l("This picture is damaged. Open it, save it anew and choose it again."),
    Fault.TOO_LARGE: _l(
        "This picture has too many pixels. Make it smaller than %(most)s million pixels.",
        most=MOST_PIXELS // 10**6,
    ),
    Fault.TOO_SMALL: _l(
        "This picture is too small. Choose one of at least %(least)s pixels on each side.",
        least=SHORTEST_SIDE,
    ),
}


def put_portrait(user: User, data: bytes, *, by: Any) -> None:
    """Make the middle of this picture the person's; nothing else of the file is kept.

    Raises Refused, or Invalid with a sentence for the field `picture`.
    """
    _require_may(user, by)
    try:
        portrait = portrait_of(data)
    except NoPortrait as error:
        raise Invalid({FIELD: SENTENCES[error.fault]}) from None
    lock(user)
    before = user.portrait
    if before == portrait.digest:
        return
    _forget(user)
    rows = (
        Portrait(user_id=user.id, size=size, digest=portrait.digest, file=file)
        for size, file in portrait.files.items()
    )
    db.session.add_all(rows)
    user.portrait = portrait.digest
    record("user.put_portrait", user, by=by, before={FIELD: before}, after={FIELD: portrait.digest})


def remove_portrait(user: User, *, by: Any) -> None:
    """Take the picture off; initials stand in its place. Raises Refused or NotPossible."""
    _require_may(user, by)
    lock(user)
    if user.portrait is None:
        raise NotPossible(_l("There is no picture to remove."))
    record("user.remove_portrait", user, by=by, before={FIELD: user.portrait})
    _forget(user)
    user.portrait = None


def _require_may(user: User, by: Any) -> None:
    if getattr(by, "id", None) != user.id:
        require(by, Permission.USER_EDIT, user)


def _forget(user: User) -> None:
    db.session.execute(delete(Portrait).where(Portrait.user_id == user.id))
