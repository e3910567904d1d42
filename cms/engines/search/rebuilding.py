"""Build the index anew, or what is missing of it, and say whether it is whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, text

from cms.engines.search.sources import POST, TAG, refresh, refresh_tags
from cms.engines.search.writing import ENTRY, TAG_WORD
from cms.extensions import db

BATCH = 500  # texts of one transaction


@dataclass(frozen=True)
class Standing:
    """How many texts there are, how many of them are in the index, and how many rows it has."""

    posts: int
    entries: int
    rows: int

    @property
    def is_whole(self) -> bool:
        return self.posts == self.entries == self.rows


def standing() -> Standing:
    """Counted, not compared."""
    # FTS5 would read every text to count them; the table that it keeps them in need not be read.
    rows = "search_index_content" if _is_sqlite() else "search_index"
    counts = select(
        select(func.count()).select_from(POST).scalar_subquery(),
        select(func.count()).select_from(ENTRY).scalar_subquery(),
        text(f"(SELECT count(*) FROM {rows})"),  # noqa: S608 - one of two constants  # nosec B608
    )
    return Standing(*db.session.execute(counts).one())


def rebuild() -> Iterator[int]:
    """Index every text again, a transaction a batch; answers how many each time. Commits."""
    _index_tags(select(TAG.c.id))
    yield from _index(select(POST.c.id))
    if _is_sqlite():
        strays = "DELETE FROM search_index WHERE rowid NOT IN (SELECT place FROM search_entry)"
        db.session.execute(text(strays))
        db.session.execute(text("INSERT INTO search_index (search_index) VALUES ('optimize')"))
    db.session.commit()


def fill() -> Iterator[int]:
    """Index the texts that the index lacks, as after an update of an older release. Commits."""
    if standing().is_whole:
        return
    _index_tags(select(TAG.c.id).where(~select(TAG_WORD).where(TAG_WORD.c.tag_id == TAG.c.id).exists()))
    yield from _index(select(POST.c.id).where(~select(ENTRY).where(ENTRY.c.post_id == POST.c.id).exists()))


def _index_tags(tags: Select[Any]) -> None:
    refresh_tags(db.session.connection(), db.session.scalars(tags).all())
    db.session.commit()


def _index(posts: Select[Any]) -> Iterator[int]:
    last, known = 0, set[str]()
    while True:
        batch = posts.where(POST.c.id > last).order_by(POST.c.id).limit(BATCH)
        ids = db.session.scalars(batch).all()
        if not ids:
            return
        refresh(db.session.connection(), ids, known)
        db.session.commit()
        last = ids[-1]
        yield len(ids)


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"
