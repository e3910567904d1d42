"""Autosaves: what a person types is kept before it is saved, and offered to nobody but that person.

They are no acts: nothing that others see is changed, so nothing of them stands in the log.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select

from cms.actions.checks import require, unique
from cms.actions.content import TEXTS, Content, checked, columns_of, content_of
from cms.actions.errors import Invalid
from cms.actions.saving import newest_revision
from cms.extensions import db
from cms.models import Autosave, Post, PostKind, now
from cms.rules.permissions import Permission
from cms.rules.workflow import permission_for
from cms.tools.html import sanitise
from cms.tools.sittings import is_sitting

KEPT_FOR = timedelta(days=30)
MOST_KEPT = 50  # of one person; the oldest make room
LARGEST_TURN = 2**53  # which a browser can count up to


class Sitting(NamedTuple):
    """One opening of a form: its token, how much was typed in it, and the autosave that it goes on from."""

    token: str
    turn: int = 0
    continued: int = 0


def keep(
    content: Content, sitting: Sitting, *, by: Any, kind: PostKind, post: Post | None = None, base: int = 0
) -> Autosave | None:
    """Keep what was typed in the place of what this sitting had kept; None: there is nothing unsaved in it.

    `base` is the number of the revision that the person had before them. Raises Refused, also while the post
    is in the trash, or Invalid.
    """
    _require_writable(kind, post, by)
    _require_sound(sitting)
    content = checked(content, finished=False)
    row = _row_of(sitting, by, kind, post)
    if row and row.turn >= sitting.turn:
        return row
    if not _is_new(content, post):
        forget(sitting, by=by)
        return None
    values = columns_of(content)
    if row is None:
        return _begin(sitting, values, by=by, kind=kind, post=post, base=base)
    _write(row, sitting, values, base)
    return row


def forget(sitting: Sitting, *, by: Any) -> None:
    """A sitting's text is saved or given up, and with it what the sitting went on from."""
    its = or_(Autosave.sitting == sitting.token, Autosave.id == sitting.continued)
    db.session.execute(delete(Autosave).where(Autosave.author_id == by.id, its))


def forget_old(*, by: Any) -> None:
    """What a person has left lying for a month is taken as given up."""
    old = Autosave.at < now() - KEPT_FOR
    db.session.execute(delete(Autosave).where(Autosave.author_id == by.id, old))


def _require_writable(kind: PostKind, post: Post | None, by: Any) -> None:
    require(by, permission_for("edit", post) if post else Permission(f"{kind}.create"), post)


def _require_sound(sitting: Sitting) -> None:
    if not is_sitting(sitting.token) or not 0 <= sitting.turn < LARGEST_TURN:
        raise Invalid({"sitting": _l("This form can't be kept by itself. Open the page again.")})


def _row_of(sitting: Sitting, by: Any, kind: PostKind, post: Post | None) -> Autosave | None:
    """What was kept of the sitting; what it goes on from is its own from the first word typed."""
    mine = select(Autosave).where(Autosave.author_id == by.id, Autosave.is_of(kind, post)).with_for_update()
    row = db.session.scalars(mine.where(Autosave.sitting == sitting.token)).one_or_none()
    if row is None and sitting.continued:
        row = db.session.scalars(mine.where(Autosave.id == sitting.continued)).one_or_none()
        if row:
            row.sitting, row.turn = sitting.token, -1
    return row


def _is_new(content: Content, post: Post | None) -> bool:
    if post is None:
        return any(getattr(content, name) for name in TEXTS) or bool(content.tags)
    newest = content_of(newest_revision(post))
    return replace(content, slug=content.slug or newest.slug, body=sanitise(content.body)) != newest


def _begin(sitting: Sitting, values: dict[str, Any], *, by: Any, base: int, **of: Any) -> Autosave:
    _make_room(by)
    row = Autosave(author_id=by.id, sitting=sitting.token, **of)
    _write(row, sitting, values, base)
    with unique("sitting", _l("This was kept twice at the same moment. Go on typing to keep it again.")):
        db.session.add(row)
    return row


def _write(row: Autosave, sitting: Sitting, values: dict[str, Any], base: int) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.turn, row.base, row.at = sitting.turn, base, now()


def _make_room(by: Any) -> None:
    mine = select(Autosave.id).where(Autosave.author_id == by.id)
    old = db.session.scalars(mine.order_by(Autosave.at.desc(), Autosave.id.desc()).offset(MOST_KEPT - 1))
    if ids := old.all():
        db.session.execute(delete(Autosave).where(Autosave.id.in_(ids)))
