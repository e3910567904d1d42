"""Answers to a question: posts that who asks may see, best first, a page at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy.orm import defer
from sqlalchemy.orm.interfaces import ORMOption

from cms.engines.search.asking import Question
from cms.engines.search.documents import spoken
from cms.engines.search.forms import Seeking, seeking
from cms.engines.search.places import Place
from cms.engines.search.reach import reach_of
from cms.engines.search.rehearsing import places_now
from cms.engines.search.tiers import Narrowing, tiers
from cms.extensions import db
from cms.models import Post
from cms.tools.snippets import Find, Span, passage
from cms.tools.stems import stem
from cms.tools.words import pieces

READ = 20_000  # characters of a text in which the passage is looked for
MORE = 4  # times as many places are read again when too few of them may be seen


@dataclass(frozen=True)
class Answer:
    """`opening` is as much of its text as was asked for; `find` tells where the words stand in a text."""

    post: Post
    place: Place
    opening: str
    find: Find

    def passage(self) -> str:
        """What stands around the first of the words in its text, or else in its summary."""
        first = next(iter(self.find(self.opening)), None)
        summed = None if first else next(iter(self.find(self.post.summary)), None)
        return passage(self.post.summary, summed) if summed else passage(self.opening, first)


@dataclass(frozen=True)
class Answers:
    """`behind` leads to the next page: where this one ends, if there are more.

    `is_part`: a phrase was sought in a part of the texts alone, and `behind` leads to the next part.
    """

    found: Sequence[Answer] = ()
    behind: Place | None = None
    is_part: bool = False

    @property
    def posts(self) -> list[Post]:
        return [answer.post for answer in self.found]


def answers(
    question: Question,
    scope: Select[Any],
    narrowing: Narrowing,
    most: int,
    *,
    after: Place | None = None,
    ranked: bool = True,
    read: int = 0,
    options: Iterable[ORMOption] = (),
    whole: bool = False,
) -> Answers:
    """At most so many posts of the scope, those behind `after`; unranked ones newest first.

    Of their texts no more than `read` characters are read, unless they are wanted `whole`.
    """
    if not question.wanted:
        return Answers()
    sought = seeking(question)
    ask = tiers(sought, narrowing, ranked)
    light = () if whole else (defer(Post.body), defer(Post.body_text))
    query = scope.options(*options, *light).add_columns(func.substr(Post.body_text, 1, read))
    found: list[Answer] = []
    wanted, reach = most + 1, reach_of(ask[-1], after)
    while True:
        near = places_now(ask, narrowing, after, wanted, reach.floor)
        found += _seen(query, near, sought)
        if len(found) > most:
            return Answers(found[:most], replace(found[most - 1].place, top=reach.top))
        if len(near) < wanted:
            return Answers(found, reach.further(), is_part=reach.floor is not None)
        after, wanted = replace(near[-1], top=reach.top), wanted * MORE


def ids_of(question: Question, narrowing: Narrowing, most: int) -> list[int]:
    """The newest so many posts that answer, whoever may see them."""
    if not question.wanted:
        return []
    ask = tiers(seeking(question), narrowing, ranked=False)
    floor = reach_of(ask[-1], None).floor
    return [place.post_id for place in places_now(ask, narrowing, None, most, floor)]


def _seen(query: Select[Any], near: Sequence[Place], sought: Seeking) -> list[Answer]:
    if not near:
        return []
    rows = db.session.execute(query.where(Post.id.in_([place.post_id for place in near])))
    seen = {post.id: (post, opening) for post, opening in rows}
    stems = sought.stems()
    return [
        Answer(post, place, opening or "", _finder(stems, post.locale))
        for place in near
        if place.post_id in seen
        for post, opening in (seen[place.post_id],)
    ]


def _finder(stems: frozenset[str], locale: str) -> Find:
    language = spoken(locale)

    def find(text: str) -> Iterator[Span]:
        return ((start, end) for start, end, word in pieces(text) if stem(word, language) in stems)

    return find
