"""Search in titles, summaries and texts of what is live: plain, and bounded in what it reads."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import InstrumentedAttribute, defer

from cms.extensions import db
from cms.models import Post, PostKind

MOST_RESULTS = 50
MOST_READ = 5_000  # the newest of each kind that a search looks through
MOST_WORDS = 8


@dataclass(frozen=True)
class Results:
    posts: list[Post]
    shortened: bool


def find(words: list[str]) -> Results:
    """Live posts and pages that hold every word; those with all of them in the title come first."""
    words = words[:MOST_WORDS]
    in_title = and_(*(_holds(Post.title, word) for word in words))
    anywhere = and_(
        *(or_(*(_holds(text, word) for text in (Post.title, Post.summary, Post.body_text))) for word in words)
    )
    query = (
        select(Post)
        .where(Post.id.in_(select(_newest(PostKind.POST).union_all(_newest(PostKind.PAGE)).subquery().c.id)))
        .where(anywhere)
        .order_by(case((in_title, 0), else_=1), Post.published_at.desc(), Post.id.desc())
        .options(defer(Post.body))
        .limit(MOST_RESULTS + 1)
    )
    found = list(db.session.scalars(query))
    return Results(found[:MOST_RESULTS], len(found) > MOST_RESULTS)


def _newest(kind: PostKind) -> Select[Any]:
    # Wrapped once more, since SQLite takes no LIMIT inside a part of a union.
    inner = Post.live(kind).with_only_columns(Post.id).limit(MOST_READ).subquery()
    return select(inner.c.id)


def _holds(text: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return or_(*(text.icontains(spelling, autoescape=True) for spelling in _spellings(word)))


def _spellings(word: str) -> set[str]:
    """SQLite folds only ASCII letters; for the others the usual capitalisations are asked for too."""
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
