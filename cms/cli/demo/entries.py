"""The demo's files as records: people, tags, texts and comments."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cms.models import PostKind

FOLDER = Path(__file__).parent
FENCE = "+++\n"


@dataclass(frozen=True)
class Person:
    """`role` is also what stands before the @ of the address."""

    role: str
    handle: str
    name: str
    bio: str

    @property
    def email(self) -> str:
        return f"{self.role}@example.com"


@dataclass(frozen=True)
class Text:
    """A post or page: its body, and when and in which state it shall be."""

    kind: PostKind
    slug: str
    body: str
    title: str
    summary: str
    author: str
    tags: tuple[str, ...] = ()
    state: str = "published"
    days_ago: int = 0
    in_days: int = 0
    pinned: bool = False


@dataclass(frozen=True)
class Remark:
    """A comment, `hours` after its post, by a demo person or a guest."""

    key: str
    post: str
    hours: int
    text: str
    by: str = ""
    guest: str = ""
    reply_to: str = ""
    state: str = "approved"


@cache
def people() -> tuple[Person, ...]:
    return tuple(Person(**entry) for entry in _toml("people")["person"])


def tags() -> dict[str, str]:
    """The names of the tags and what each is about."""
    return dict(_toml("tags")["descriptions"])


def texts() -> list[Text]:
    """Pages and posts, oldest first, so that newer ones get the higher numbers."""
    found = [*_texts(PostKind.PAGE, "pages"), *_texts(PostKind.POST, "posts")]
    return sorted(found, key=lambda text: (text.in_days - text.days_ago, text.slug))


def remarks() -> list[Remark]:
    """The comments, each after the one that it answers."""
    return [Remark(**entry) for entry in _toml("comments")["comment"]]


def _texts(kind: PostKind, folder: str) -> Iterator[Text]:
    for path in sorted((FOLDER / folder).glob("*.html")):
        _nothing, front, body = path.read_text(encoding="utf-8").split(FENCE, 2)
        given = tomllib.loads(front)
        given["tags"] = tuple(given.get("tags", ()))
        yield Text(kind=kind, slug=path.stem, body=body.strip(), **given)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
