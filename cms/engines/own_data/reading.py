"""Reads what is held about a person batch by batch, however much it is."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import count
from typing import Any

from markupsafe import escape
from sqlalchemy import select

from cms.engines.own_data.parts import PARTS, Part
from cms.engines.reading.counting import count_up_to
from cms.engines.reading.factors import count_codes
from cms.extensions import db
from cms.models import Portrait, Post, User

BATCH = 500
ROWS_A_FILE = 1_000  # of a million characters at most: so no file passes what unpacks everywhere
MOST_COUNTED = 10_000

File = tuple[str, Iterator[str | bytes]]


def files_of(user: User, parts: Sequence[Part], readme: str) -> Iterator[File]:
    """The names of the files and what they hold, one after the other; each must be read before the next."""
    number, profile = user.id, as_json(profile_of(user))
    yield "README.txt", iter([readme])
    yield "profile.json", iter([profile])
    if picture := _picture_of(number):
        yield "picture.webp", iter([picture])
    for part in parts:
        yield from _lists(part, number)
    yield from _texts(number)


def profile_of(user: User) -> dict[str, Any]:
    """The account itself, without what opens it."""
    columns = ("email", "handle", "name", "bio", "locale", "timezone", "active", "confirmed_at", "created_at")
    return {
        **{name: getattr(user, name) for name in columns},
        "roles": [role.name for role in user.roles],
        "has_password": user.password is not None,
        "recovery_codes_left": count_codes(user),
    }


def _picture_of(number: int) -> bytes | None:
    large = select(Portrait.file).where(Portrait.user_id == number).order_by(Portrait.size.desc())
    return db.session.scalar(large.limit(1))


def counts_of(user: User) -> dict[str, int]:
    """How many rows each part has, by its name; those without any left out. Counting ends at MOST_COUNTED."""
    counted = {}
    for part in PARTS:
        if found := count_up_to(select(part.noun.id).where(part.whose(user.id)), MOST_COUNTED):
            counted[part.name] = found
    return counted


def as_json(value: Any) -> str:
    """JSON that people can read; times as ISO 8601 in UTC."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain)


def _lists(part: Part, number: int) -> Iterator[File]:
    """A file for every so many rows; none where there are none."""
    last, wanted = 0, [part.noun.id.label("_key"), *(getattr(part.noun, name) for name in part.columns)]
    for sheet in count(1):
        rows = select(*wanted).where(part.whose(number), part.noun.id > last).order_by(part.noun.id)
        ids = list(db.session.scalars(rows.with_only_columns(part.noun.id).limit(ROWS_A_FILE)))
        if not ids:
            return
        name = part.name if sheet == 1 else f"{part.name}-{sheet}"
        yield f"{name}.json", _sheet(rows.where(part.noun.id <= ids[-1]), part, last)
        last = ids[-1]


def _sheet(rows: Any, part: Part, last: int) -> Iterator[str | bytes]:
    opening = "[\n"
    while batch := db.session.execute(rows.where(part.noun.id > last).limit(BATCH)).all():
        for row in batch:
            yield opening + as_json({name: getattr(row, name) for name in part.columns})
            opening = ",\n"
        last = batch[-1]._key
    yield "\n]\n"


def _texts(number: int) -> Iterator[File]:
    """The body of each post and page as a page of its own, which any browser opens."""
    last = 0
    rows = select(Post.id, Post.locale, Post.slug, Post.title, Post.body).where(Post.author_id == number)
    while batch := db.session.execute(rows.where(Post.id > last).order_by(Post.id).limit(BATCH)).all():
        for row in batch:
            yield f"texts/{row.id}-{row.slug}.html", iter([_page(row)])
        last = batch[-1].id


def _page(row: Any) -> str:
    head = f'<!doctype html>\n<html lang="{escape(row.locale)}">\n<meta charset="utf-8">\n'
    return f"{head}<title>{escape(row.title)}</title>\n<h1>{escape(row.title)}</h1>\n{row.body}\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else str(value)
