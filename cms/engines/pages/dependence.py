"""What the page depends on that is being made: noted as it is read.

Every row that is loaded is noted by itself. A query that chooses rows says which key its choice depends on,
by `.execution_options(**depending(…))`; one that says nothing depends on every row of its nouns.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from flask import g, has_app_context
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, QueryContext
from sqlalchemy.sql.visitors import iterate

from cms.engines.pages.keys import (
    COMMENTS,
    EVERYTHING,
    PEOPLE,
    POSTS,
    TAGS,
    person_key,
    post_key,
    tag_key,
)
from cms.extensions import db
from cms.models import Post, Tag, User, now

_OPTION = "page_keys"
_ROWS: dict[type, Any] = {Post: post_key, Tag: tag_key, User: person_key}
_OF_ROWS = ("post:", "tag:", "person:")
MOST_KEYS = 500
_WHOLE: dict[str, str] = {
    "post": POSTS,
    "post_tag": POSTS,
    "tag": TAGS,
    "user": PEOPLE,
    "comment": COMMENTS,
}


def follow_reading() -> None:
    """Note from now on what every session of the process reads. Saying it again changes nothing."""
    event.listen(db.session, "do_orm_execute", _note_query)
    for noun in _ROWS:
        event.listen(noun, "load", _note_row)
        event.listen(noun, "refresh", _note_refreshed)


def begin() -> None:
    """Note what is read from here on."""
    g.page_keys, g.page_until = {EVERYTHING}, None


def noted() -> tuple[frozenset[str], datetime | None]:
    """What the page depends on, and the moment at which it is another one anyway."""
    found = g.page_keys
    if len(found) > MOST_KEYS:  # whole nouns instead of their many rows
        found = {key for key in found if not key.startswith(_OF_ROWS)} | set(_WHOLE.values())
    return frozenset(found), g.page_until


def depending(*keys: str) -> dict[str, Any]:
    """The option of a query whose choice of rows depends on these keys; with none, on its rows alone."""
    return {_OPTION: keys}


def depend(*keys: str) -> None:
    """The page depends on these, too."""
    if (found := _noting()) is not None:
        found.update(keys)


def until(moment: datetime) -> None:
    """At this moment, if it is still to come, the page is another one, though nothing changes."""
    if _noting() is not None and moment > now():
        g.page_until = min(g.page_until or moment, moment)


def _noting() -> set[str] | None:
    return g.get("page_keys") if has_app_context() else None


def _note_query(state: ORMExecuteState) -> None:
    found = _noting()
    if found is None or not state.is_select or state.is_column_load or state.is_relationship_load:
        return
    if (keys := state.execution_options.get(_OPTION)) is not None:
        found.update(keys)
        return
    found.update(_nouns(state))


def _nouns(state: ORMExecuteState) -> Iterable[str]:
    """The nouns whose tables the statement names, however deep; all of them where it names none."""
    parts: Iterable[Any] = iterate(cast(Any, state.statement))
    tables = {part.name for part in parts if part.__visit_name__ == "table"}
    return [key for table, key in _WHOLE.items() if table in tables] if tables else _WHOLE.values()


def _note_row(row: Any, _context: QueryContext) -> None:
    if (found := _noting()) is not None:
        found.add(_ROWS[type(row)](row.id))


def _note_refreshed(row: Any, context: QueryContext, _names: Any) -> None:
    _note_row(row, context)
