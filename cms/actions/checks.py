"""The checks with which every action begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from cms.actions.errors import Invalid, NotPossible, Refused, Sentence
from cms.extensions import db
from cms.rules.permissions import Permission, can
from cms.rules.workflow import Transition


def require(by: Any, permission: Permission, obj: Any = None) -> None:
    """Raise Refused, with the reason, unless the person may do it."""
    decision = can(by, permission, obj)
    if not decision:
        raise Refused(decision)


def require_state(transition: Transition, state: Any, title: str = "") -> None:
    """Raise NotPossible unless the transition may begin in this state."""
    if state not in transition.sources:
        raise NotPossible(transition.refused % {"title": title})


def lock(obj: Any, *, pointed_at: bool = False) -> None:
    """Read the record again and keep others from changing it until the commit.

    `pointed_at`: others may go on adding and saving what points at it, such as the posts of an author.
    Raises NotPossible when somebody has deleted it meanwhile.
    """
    try:
        # Of the record alone: what was read along with it by a join stays free.
        db.session.refresh(obj, with_for_update={"of": type(obj), "key_share": pointed_at})
    except InvalidRequestError:
        raise NotPossible(_l("Somebody has deleted this a moment ago.")) from None


@contextmanager
def unique(field: str, sentence: Sentence) -> Iterator[None]:
    """Change records inside; when somebody else was quicker to take the same name, raise Invalid instead.

    Only what is changed inside is undone then.
    """
    try:
        with db.session.begin_nested():
            yield
            db.session.flush()
    except IntegrityError as error:
        if "unique" not in str(error.orig).lower():
            raise
        raise Invalid({field: sentence}) from error
