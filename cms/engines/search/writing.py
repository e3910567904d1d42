"""Put documents into the index, and the words of texts and tags into its vocabulary."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text

from cms.engines.search.documents import Document, languages
from cms.engines.search.vectors import vector
from cms.models import SEARCH_SPELLING, SEARCH_WORD, SearchEntry, SearchTag
from cms.tools.misspelling import shortened
from cms.tools.stems import stem
from cms.tools.words import is_unspaced, words_in

AT_ONCE = 5_000  # values of one statement
ENTRY: Table = SearchEntry.__table__  # type: ignore[assignment]  # SQLAlchemy types it as what it may also be
TAG_WORD: Table = SearchTag.__table__  # type: ignore[assignment]

_SQLITE = text("INSERT INTO search_index (rowid, head, words) VALUES (:place, :head, :words)")
_POSTGRESQL = text(
    "INSERT INTO search_index (place, head, words)"
    " VALUES (:place, CAST(:head AS tsvector), CAST(:words AS tsvector))"
)


def write(connection: Connection, documents: Sequence[Document], known: set[str] | None = None) -> None:
    """Put the documents in the place of those of the same posts.

    `known`: words that the vocabulary has; the new ones are added to it.
    """
    if not documents:
        return
    forget(connection, [document.post_id for document in documents])
    entries = [{"post_id": document.post_id, "place": document.place} for document in documents]
    connection.execute(insert(ENTRY), entries)
    sqlite = connection.dialect.name == "sqlite"
    connection.execute(*((_SQLITE, _texts(documents)) if sqlite else (_POSTGRESQL, _vectors(documents))))
    learn(connection, set().union(*(document.words for document in documents)), known)


def forget(connection: Connection, post_ids: Sequence[int]) -> None:
    """Take the posts out of the index: the database takes along what belongs to their entries."""
    for ids in parts(post_ids):
        connection.execute(delete(ENTRY).where(ENTRY.c.post_id.in_(ids)))


def learn(connection: Connection, words: set[str], known: set[str] | None = None) -> None:
    """Add the words that the vocabulary hasn't got."""
    new = words - known if known else words
    for part in parts(sorted(new)):
        have = select(SEARCH_WORD.c.word).where(SEARCH_WORD.c.word.in_(part))
        new = new.difference(connection.scalars(have))
    if known is not None:
        known |= words
    if not new:
        return
    connection.execute(insert(SEARCH_WORD), [{"word": word} for word in sorted(new)])
    if spellings := list(_spellings(new)):
        connection.execute(insert(SEARCH_SPELLING), spellings)


def write_tag(connection: Connection, tag_id: int, name: str) -> None:
    """Let the tag be found by the words of its name. Names are of no language, so each is stemmed by all."""
    connection.execute(delete(TAG_WORD).where(TAG_WORD.c.tag_id == tag_id))
    words = words_in(name)
    stems = {*words, *(stem(word, language) for word in words for language in languages())}
    if stems:
        connection.execute(insert(TAG_WORD), [{"word": word, "tag_id": tag_id} for word in sorted(stems)])
    learn(connection, set(words))


def parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """As many values at a time as one statement may name."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def _texts(documents: Iterable[Document]) -> list[dict[str, Any]]:
    return [
        {"place": it.place, "head": " ".join([*it.hints, *it.head]), "words": " ".join(it.text)}
        for it in documents
    ]


def _vectors(documents: Iterable[Document]) -> list[dict[str, Any]]:
    return [
        {"place": it.place, "head": vector(it.hints, it.head), "words": vector(it.hints, it.text)}
        for it in documents
    ]


def _spellings(words: set[str]) -> Iterator[dict[str, str]]:
    for word in sorted(words):
        if not is_unspaced(word):
            yield from ({"spelling": spelling, "word": word} for spelling in sorted(shortened(word)))
