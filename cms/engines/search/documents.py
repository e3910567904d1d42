"""A post as the index holds it: its stems, marked ones of title and summary, and what narrows a search."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import floor

from flask import current_app

from cms.models import PostKind, PostStatus
from cms.tools.stems import language_of, stem
from cms.tools.words import words_in

LONGEST_TEXT = 200_000  # characters of a text that are indexed
IDS = 2**25  # how many texts of one second keep their order
GAP = ":"  # stands between two texts, so that no phrase runs from one into the next
TITLE, HEAD, ANYWHERE = "t:", "h:", ""


@dataclass(frozen=True)
class Source:
    """`moment` is its publication, or else its beginning."""

    id: int
    kind: PostKind
    locale: str
    title: str
    summary: str
    body_text: str
    status: PostStatus
    author_id: int
    moment: datetime
    tags: tuple[int, ...] = ()


@dataclass(frozen=True)
class Document:
    """`words` are its own, unstemmed, each once."""

    post_id: int
    place: int
    hints: list[str]
    head: list[str]
    text: list[str]
    words: set[str]


def document_of(source: Source) -> Document:
    """What the index keeps of a post."""
    language = spoken(source.locale)
    title, summary = words_in(source.title), words_in(source.summary)
    body = words_in(source.body_text[:LONGEST_TEXT])
    titled, summed, told = ([stem(word, language) for word in words] for words in (title, summary, body))
    return Document(
        source.id,
        place_of(source.moment, source.id),
        list(_hints(source)),
        [*_marked(TITLE, titled), GAP, *_marked(HEAD, titled), GAP, *_marked(HEAD, summed)],
        [*titled, GAP, *summed, GAP, *told],
        {*title, *summary, *body},
    )


def place_of(moment: datetime, post_id: int = 0) -> int:
    """Where a text of that moment stands; 0 gives the lowest place of the moment's second."""
    return floor(moment.timestamp()) * IDS + post_id % IDS


def languages() -> list[str]:
    """What texts and questions are stemmed by: the site's languages. Another choice needs a new index."""
    return sorted(filter(None, {language_of(code) for code in current_app.config["LOCALES"]}))


def spoken(locale: str) -> str:
    """The language that a text is stemmed by; empty when the site doesn't offer it."""
    language = language_of(locale)
    return language if language in languages() else ""


def kind_hint(kind: PostKind) -> str:
    return f"k:{kind.value}"


def status_hint(status: PostStatus) -> str:
    return f"s:{status.value}"


def author_hint(author_id: int) -> str:
    return f"a:{author_id}"


def tag_hint(tag_id: int) -> str:
    return f"g:{tag_id}"


def _hints(source: Source) -> Iterator[str]:
    yield kind_hint(source.kind)
    yield status_hint(source.status)
    yield author_hint(source.author_id)
    yield from map(tag_hint, source.tags)


def _marked(mark: str, words: list[str]) -> list[str]:
    return [mark + word for word in words]
