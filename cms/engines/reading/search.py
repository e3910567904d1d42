"""Search as visitors have it: what is live, by words, tag, author, year and kind."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from cms.engines.pages import keys
from cms.engines.pages.dependence import depend
from cms.engines.reading.addresses import author_at, tag_at
from cms.engines.reading.listing import public_author, with_people_and_tags
from cms.engines.search.asking import Question, parsed
from cms.engines.search.finding import READ, Answers, answers
from cms.engines.search.keeping import changed_aside
from cms.engines.search.places import Place
from cms.engines.search.suggesting import suggestion
from cms.engines.search.tiers import Narrowing
from cms.extensions import db
from cms.models import Post, PostKind, PostStatus, PostTag, Tag, User, folded

MOST_RESULTS = 20  # on a page
MOST_NAMESAKES = 5
ANSWERS_DEPEND_ON = (keys.POSTS, keys.TAGS, keys.PEOPLE)


@dataclass(frozen=True)
class Filters:
    """What the answers are narrowed to; the year as its first moment and the one behind it."""

    tag: Tag | None = None
    author: User | None = None
    year: tuple[datetime, datetime] | None = None
    kind: PostKind | None = None

    def narrowing(self) -> Narrowing:
        since, until = self.year or (None, None)
        # In a rehearsal the index knows nothing yet of what will be published.
        status = PostStatus.PUBLISHED if changed_aside() is None else None
        return Narrowing(
            kind=self.kind,
            status=status,
            author_id=self.author.id if self.author else None,
            tag_id=self.tag.id if self.tag else None,
            since=since,
            until=until,
        )

    def scope(self) -> Select[Any]:
        """The query that decides what is seen."""
        live = select(Post).where(Post.status == PostStatus.PUBLISHED)
        if self.tag:
            carries = (PostTag.post_id == Post.id) & (PostTag.tag_id == self.tag.id)
            live = live.where(select(PostTag.post_id).where(carries).exists())
        if self.author:
            live = live.where(Post.author_id == self.author.id)
        if self.year:
            live = live.where(Post.published_at >= self.year[0], Post.published_at < self.year[1])
        return live.where(Post.kind == self.kind) if self.kind else live


@dataclass(frozen=True)
class Results:
    """`is_begun`: nothing held the last word, so it counts as a beginning. `instead` would find something."""

    answers: Answers = field(default_factory=Answers)
    is_begun: bool = False
    instead: str = ""


def find(text: str, filters: Filters, after: Place | None = None) -> Results:
    """A page of what is live: first titles, then summaries and tags, then texts; the newest first of each."""
    depend(*ANSWERS_DEPEND_ON)
    question = parsed(text)
    if not question.wanted:
        return Results()
    found = _page(question, filters, after)
    if found.found or found.is_part or after:
        return Results(found)
    begun = Answers() if question.has_open_end else _page(question.with_open_end(), filters, None)
    if begun.found:
        return Results(begun, is_begun=True)
    return Results(instead=suggestion(question, lambda other: _finds(other, filters)))


def results_for_feed(text: str, limit: int) -> list[Post]:
    """What is live and answers, newest first, with author, tags and body."""
    depend(*ANSWERS_DEPEND_ON)
    newest = answers(
        parsed(text),
        Filters().scope(),
        Filters().narrowing(),
        limit,
        ranked=False,
        options=with_people_and_tags(),
        whole=True,
    )
    return newest.posts


def _page(question: Question, filters: Filters, after: Place | None) -> Answers:
    return answers(
        question,
        filters.scope(),
        filters.narrowing(),
        MOST_RESULTS,
        after=after,
        read=READ,
        options=(public_author(),),
    )


def _finds(text: str, filters: Filters) -> bool:
    return bool(answers(parsed(text), filters.scope(), filters.narrowing(), 1).found)


def tag_meant(text: str) -> Tag | None:
    """The tag of this name or address, if visitors can read something under it."""
    named = select(Tag.slug).where((Tag.slug == text) | (Tag.key == folded(text)))
    return next(filter(None, map(tag_at, db.session.scalars(named.limit(2)).all())), None)


def author_meant(text: str) -> User | None:
    """The person of this handle, or of exactly this name, if visitors can read something of theirs."""
    handle = text.removeprefix("@")
    named = select(User.handle).where(User.name == text).order_by(User.id).limit(MOST_NAMESAKES)
    handles = [handle, *db.session.scalars(named)]
    return next(filter(None, map(author_at, handles)), None)
