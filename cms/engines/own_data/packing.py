"""The file itself: what is held about a person, as a ZIP that leaves while it is read."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from cms.engines.database import only_looking
from cms.engines.own_data.parts import PARTS, Part, Selected, in_own_order
from cms.engines.wording import locale_of
from cms.extensions import db
from cms.models import Portrait, Post, User
from cms.tools.jsonlines import json_lines
from cms.tools.portraits import LARGE
from cms.tools.zipping import Member, zipped

AT_A_TIME = 200  # rows read at once, and posts in one HTML file
PROFILE = (
    "id",
    "email",
    "handle",
    "name",
    "bio",
    "locale",
    "timezone",
    "active",
    "confirmed_at",
    "created_at",
)


def packed(person: User, moment: datetime, *, private: bool) -> Iterator[bytes]:
    """The ZIP in pieces, in memory never more than some hundred rows. `private`: the person takes it.

    Commit before: what is read here is one transaction of its own, which keeps nobody from writing.
    """
    with only_looking():
        db.session.refresh(person)  # begins it
    parts = [part for part in PARTS if private or not part.private]
    return zipped(_members(person, parts, moment), moment)


def file_name(moment: datetime) -> str:
    """What the file is called where it is kept."""
    return f"own-data-{moment:%Y-%m-%d}.zip"


def _members(person: User, parts: Iterable[Part], moment: datetime) -> Iterator[Member]:
    yield "README.txt", [_read_me(person, parts, moment).encode()]
    yield "profile.json", [_profile(person).encode()]
    yield from _portrait(person)
    for part in parts:
        rows = (part.tidy(row._asdict(), person) for row in _rows(part.rows(person)))
        yield part.file, (line.encode() for line in json_lines(rows))
    yield from _texts(person)


def _rows(query: Selected) -> Iterator[Any]:
    yield from db.session.execute(query.execution_options(yield_per=AT_A_TIME))


def _profile(person: User) -> str:
    facts = {name: getattr(person, name) for name in PROFILE}
    return json.dumps(facts, ensure_ascii=False, indent=2, default=datetime.isoformat) + "\n"


def _portrait(person: User) -> Iterator[Member]:
    found = select(Portrait.file).where(Portrait.user_id == person.id, Portrait.size == LARGE)
    if file := db.session.scalar(found):
        yield "portrait.webp", [file]


def _texts(person: User) -> Iterator[Member]:
    """The posts as pages that any browser shows, some hundred in each."""
    query = in_own_order(select(Post.id, Post.locale, Post.title, Post.summary, Post.body), person)
    found = db.session.execute(query.execution_options(yield_per=AT_A_TIME))
    for number, posts in enumerate(found.partitions(), 1):
        yield f"posts/{number:04}.html", (piece.encode() for piece in _page(posts))


def _page(posts: Iterable[Any]) -> Iterator[str]:
    yield '<!doctype html>\n<html>\n<head><meta charset="utf-8"><title>Posts</title></head>\n<body>\n'
    for post in posts:
        summary = f"<p><em>{escape(post.summary)}</em></p>\n" if post.summary else ""
        head = f'<article id="post-{post.id}" lang="{escape(post.locale.replace("_", "-"))}">\n'
        yield f"{head}<h1>{escape(post.title)}</h1>\n{summary}{post.body}\n</article>\n<hr>\n"
    yield "</body>\n</html>\n"


def _read_me(person: User, parts: Iterable[Part], moment: datetime) -> str:
    """What each file is, in the person's language."""
    with force_locale(locale_of(person)):
        name, day = person.display_name, f"{moment:%Y-%m-%d}"
        files = {
            "profile.json": _("What you are known by, and your e-mail address."),
            "portrait.webp": _("Your picture, if there is one."),
            **{part.file: str(part.told) for part in parts},
        }
        told = [
            _("What this site holds about %(name)s, as of %(day)s.", name=name, day=day),
            _("Passwords, keys and codes are not in it. Moments are in UTC. JSON files are for programs."),
            *(f"{file}\n  {words}" for file, words in files.items()),
        ]
    return "\n\n".join(told) + "\n"
