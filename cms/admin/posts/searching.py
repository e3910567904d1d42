"""The search of the back office: the index of all texts, within what the person may see."""

from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm.interfaces import ORMOption

from cms.admin.base import actor
from cms.engines.search.asking import Question, parsed
from cms.engines.search.finding import answers, ids_of
from cms.engines.search.tiers import Narrowing
from cms.models import Post, PostKind, PostStatus
from cms.rules.permissions import Permission, held_by

MOST_LISTED = 1_000  # texts that a list with a search leads to


def ids_found(text: str, kind: PostKind, status: PostStatus | None) -> list[int]:
    """The newest of this kind that answer; without a status, what is not in the trash."""
    without = None if status else PostStatus.TRASHED
    narrowing = Narrowing(kind=kind, status=status, without=without, author_id=_only_author(kind))
    return ids_of(open_question(text), narrowing, MOST_LISTED)


def best(text: str, scope: Select[Any], narrowing: Narrowing, most: int, *options: ORMOption) -> list[Post]:
    """The best answers of the scope; of equals, first those whose title begins so."""
    posts = answers(open_question(text), scope, narrowing, most, options=options).posts
    return sorted(posts, key=lambda post: not post.title.casefold().startswith(text.casefold()))


def seen_by_them(kind: PostKind) -> Narrowing:
    """What the index may leave out for this person, and the trash."""
    return Narrowing(kind=kind, without=PostStatus.TRASHED, author_id=_only_author(kind))


def open_question(text: str) -> Question:
    """What was typed so far: the last word may go on, unless it is in quotation marks."""
    question = parsed(text)
    return question.with_open_end() if question.wanted and not text.endswith('"') else question


def _only_author(kind: PostKind) -> int | None:
    person = actor()
    return None if Permission(f"{kind}.view") in held_by(person) else person.id
