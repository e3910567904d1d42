"""What a WordPress export holds, as plain records."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Site:
    """The blog that was exported; `url` has no slash at its end."""

    title: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Author:
    login: str
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """A category or tag: of the site when it stands by itself, on a post when it stands in an Item."""

    taxonomy: str
    slug: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ForeignComment:
    id: str
    parent: str
    type: str
    approved: str
    author: str
    email: str
    url: str
    user_id: str
    content: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """A post, page, attachment, menu entry or what a plug-in stored. Times are in UTC, None when unknown."""

    id: str
    type: str
    status: str
    title: str
    name: str
    link: str
    creator: str
    content: str
    excerpt: str
    password: str
    sticky: bool
    comments_open: bool
    attachment_url: str
    at: datetime | None
    modified_at: datetime | None
    terms: tuple[Term, ...]
    comments: tuple[ForeignComment, ...]
    meta: tuple[tuple[str, str], ...]

    def noted(self, key: str) -> str:
        """What WordPress or a plug-in noted of it under this key; empty when there is no such note."""
        return dict(self.meta).get(key, "").strip()


Record = Site | Author | Term | Item
