"""What a seed means: post number n of seed s is always the same, however many are made and whenever."""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

from cms.tools import prose
from cms.tools.html import paragraphs
from cms.tools.slugs import slug_of

ANCHOR = datetime(2026, 1, 1, tzinfo=UTC)  # nothing is dated later but the last comments
SPAN = timedelta(days=3652)
COMMENTED_FOR = timedelta(days=30)

AUTHORS = 50
TAGS = 200
TAGS_A_POST = 3
DRAFT_EVERY = 20
BUSY = 0  # the post that everybody comments on
BUSY_COMMENTS = 500
DEEPEST = 3
# What the others get: 2.1 on average, so that with the drafts, which get none, it is two a post.
QUIET_COMMENTS = (0, 0, 1, 1, 2, 2, 2, 3, 4, 6)

# The popularity of a tag is one over its rank.
_POPULARITY = list(accumulate(1 / rank for rank in range(1, TAGS + 1)))


@dataclass(frozen=True, slots=True)
class PlannedComment:
    """`parent`: the place of the comment answered among the post's own; a guest has no `author`."""

    parent: int | None
    author: int | None
    name: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """`author` and `tags` are numbers from 0 up to AUTHORS and TAGS."""

    slug: str
    title: str
    summary: str
    body: str
    author: int
    tags: tuple[int, ...]
    at: datetime
    draft: bool
    comments: tuple[PlannedComment, ...]


def planned_post(seed: int, number: int) -> PlannedPost:
    """Post `number` of a seed, counted from 0. Its links lead to earlier posts of the same seed."""
    source = prose.source_of(seed, number)
    title = prose.title(source)
    draft = number % DRAFT_EVERY == DRAFT_EVERY - 1
    at = ANCHOR - (SPAN - timedelta(days=1)) * source.random() - timedelta(hours=1)
    return PlannedPost(
        slug=_slug(title, seed, number),
        title=title,
        summary=prose.summary(source),
        body=prose.body(source, _links(source, seed, number)),
        author=int(source.random() * AUTHORS),
        tags=_tags(source),
        at=at.replace(microsecond=0),
        draft=draft,
        comments=() if draft else tuple(_comments(source, number, at.replace(microsecond=0))),
    )


def _slug(title: str, seed: int, number: int) -> str:
    return f"{slug_of(title)}-{seed}-{number}"


def _links(source: Random, seed: int, number: int) -> list[prose.Link]:
    """Two posts that visitors can read; the very first has none before it and links to the lists instead."""
    if number == BUSY:
        return [("/", "what is new"), ("/search?q=harbour", "all about the harbour")]
    earlier = (int(source.random() * number) for _ in range(2))
    return [_link(seed, place - (place % DRAFT_EVERY == DRAFT_EVERY - 1)) for place in earlier]


def _link(seed: int, number: int) -> prose.Link:
    title = prose.title(prose.source_of(seed, number))
    return f"/posts/{_slug(title, seed, number)}", title


def _tags(source: Random) -> tuple[int, ...]:
    chosen: dict[int, None] = {}
    while len(chosen) < TAGS_A_POST:
        chosen[bisect(_POPULARITY, source.random() * _POPULARITY[-1])] = None
    return tuple(chosen)


def _comments(source: Random, number: int, posted: datetime) -> Iterator[PlannedComment]:
    """Oldest first; about a third answer an earlier one, at most DEEPEST steps below the one that began."""
    count = BUSY_COMMENTS if number == BUSY else prose.pick(source, QUIET_COMMENTS)
    moments = sorted(source.random() for _ in range(count))
    depths: list[int] = []
    for place, moment in enumerate(moments):
        parent = _answered(source, depths) if place and source.random() < 1 / 3 else None
        depths.append(0 if parent is None else depths[parent] + 1)
        member = int(source.random() * AUTHORS) if source.random() < 1 / 2 else None
        yield PlannedComment(
            parent=parent,
            author=member,
            name="" if member is not None else prose.person(int(source.random() * 2_500)),
            body=paragraphs(prose.comment(source)),
            at=(posted + COMMENTED_FOR * moment).replace(microsecond=0),
        )


def _answered(source: Random, depths: list[int]) -> int | None:
    place = int(source.random() * len(depths))
    return place if depths[place] < DEEPEST else None
