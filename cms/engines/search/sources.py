"""What the index is made from, read as it stands in the transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select

from cms.engines.search.documents import LONGEST_TEXT, Source, document_of
from cms.engines.search.writing import forget, parts, write, write_tag
from cms.models import Post, PostTag, Tag

POST: Table = Post.__table__  # type: ignore[assignment]  # SQLAlchemy types it as what it may also be
POST_TAG: Table = PostTag.__table__  # type: ignore[assignment]
TAG: Table = Tag.__table__  # type: ignore[assignment]
AT_ONCE = 200  # texts in memory

_READ = select(
    *(POST.c[name] for name in ("id", "kind", "locale", "title", "summary", "status", "author_id")),
    func.substr(POST.c.body_text, 1, LONGEST_TEXT).label("body_text"),
    func.coalesce(POST.c.published_at, POST.c.created_at, type_=POST.c.created_at.type).label("moment"),
)


def refresh(connection: Connection, post_ids: Iterable[int], known: set[str] | None = None) -> None:
    """Make the index say what the rows of these posts say now; those that are gone leave it."""
    ids = sorted(post_ids)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        sources = sources_of(connection, some)
        write(connection, [document_of(source) for source in sources], known)
        forget(connection, sorted(set(some) - {source.id for source in sources}))


def refresh_tags(connection: Connection, tag_ids: Iterable[int]) -> None:
    """Let these tags be found by their present names."""
    for ids in parts(sorted(tag_ids)):
        for tag_id, name in connection.execute(select(TAG.c.id, TAG.c.name).where(TAG.c.id.in_(ids))):
            write_tag(connection, tag_id, name)


def sources_of(connection: Connection, ids: Sequence[int]) -> list[Source]:
    """The posts of these ids that there are."""
    tags = _tags_of(connection, ids)
    rows = connection.execute(_READ.where(POST.c.id.in_(ids))).mappings()
    return [Source(**row, tags=tuple(tags[row["id"]])) for row in rows]


def _tags_of(connection: Connection, ids: Sequence[int]) -> Any:
    tags: dict[int, list[int]] = defaultdict(list)
    carried = select(POST_TAG.c.post_id, POST_TAG.c.tag_id).where(POST_TAG.c.post_id.in_(ids))
    for post_id, tag_id in connection.execute(carried):
        tags[post_id].append(tag_id)
    return tags
