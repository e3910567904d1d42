"""Planned posts as rows, written in bulk: ids are taken first, so that everything can refer to everything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from cms.cli.seeding.planned import PlannedComment, PlannedPost
from cms.engines.search.documents import Document, Source, document_of
from cms.engines.search.writing import write
from cms.models import (
    Base,
    Comment,
    CommentStatus,
    Post,
    PostKind,
    PostStatus,
    PostTag,
    Revision,
)
from cms.tools.html import text_of

Row = dict[str, Any]


@dataclass(frozen=True)
class Cast:
    """The ids of authors and tags, in the order of their numbers; the tags' names beside them."""

    authors: Sequence[int]
    tags: Sequence[int]
    tag_names: Sequence[str]


def write_posts(connection: Connection, cast: Cast, posts: Sequence[PlannedPost], known: set[str]) -> None:
    """Posts with their first revision, tags and comments, in the transaction of the connection.

    `known`: the words that earlier posts have brought into the vocabulary of the search.
    """
    ids = take_ids(connection, Post, len(posts))
    comment_ids = take_ids(connection, Comment, sum(len(post.comments) for post in posts))
    numbered = list(zip(ids, posts, strict=True))
    free = iter(comment_ids)
    tables: Mapping[type[Base], list[Row]] = {
        Post: [_post(post_id, post, cast) for post_id, post in numbered],
        Revision: [_revision(post_id, post, cast) for post_id, post in numbered],
        PostTag: [row for post_id, post in numbered for row in _post_tags(post_id, post, cast)],
        Comment: [row for post_id, post in numbered for row in _comments(post_id, post, cast, free)],
    }
    for model, rows in tables.items():
        if rows:
            connection.execute(insert(model), rows)
    sources = zip(tables[Post], posts, strict=True)
    write(connection, [_document(row, [cast.tags[tag] for tag in post.tags]) for row, post in sources], known)


def take_ids(connection: Connection, model: type[Base], number: int) -> list[int]:
    """Ids that nobody else will get: PostgreSQL's sequence gives them, SQLite has one writer."""
    table = model.__tablename__
    if connection.dialect.name == "postgresql":
        taken = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :number)")
        return list(connection.scalars(taken, {"table": table, "number": number}))
    first = connection.scalar(select(func.coalesce(func.max(model.__table__.c.id), 0))) or 0
    return list(range(first + 1, first + 1 + number))


def _post(post_id: int, post: PlannedPost, cast: Cast) -> Row:
    return {
        "id": post_id,
        "kind": PostKind.POST,
        "locale": "en",
        "slug": post.slug,
        "title": post.title,
        "summary": post.summary,
        "body": post.body,
        "body_text": text_of(post.body),
        "status": PostStatus.UNPUBLISHED if post.draft else PostStatus.PUBLISHED,
        "published_at": _published_at(post),
        "author_id": cast.authors[post.author],
        "version": 1,
        "live_version": 1,
        "created_at": post.at,
        "updated_at": post.at,
    }


def _document(row: Row, tags: Sequence[int]) -> Document:
    names = ("id", "kind", "locale", "title", "summary", "body_text", "status", "author_id")
    moment = row["published_at"] or row["created_at"]
    return document_of(Source(**{name: row[name] for name in names}, moment=moment, tags=tuple(tags)))


def _revision(post_id: int, post: PlannedPost, cast: Cast) -> Row:
    return {
        "post_id": post_id,
        "number": 1,
        "parent": None,
        "author_id": cast.authors[post.author],
        "created_at": post.at,
        "title": post.title,
        "slug": post.slug,
        "summary": post.summary,
        "body": post.body,
        "tags": [cast.tag_names[tag] for tag in post.tags],
    }


def _post_tags(post_id: int, post: PlannedPost, cast: Cast) -> list[Row]:
    at = _published_at(post)
    return [{"post_id": post_id, "tag_id": cast.tags[tag], "published_at": at} for tag in post.tags]


def _comments(post_id: int, post: PlannedPost, cast: Cast, free: Iterator[int]) -> list[Row]:
    rows: list[Row] = []
    for comment in post.comments:
        rows.append(_comment(post_id, next(free), comment, cast, rows))
    return rows


def _comment(post_id: int, own_id: int, comment: PlannedComment, cast: Cast, earlier: Sequence[Row]) -> Row:
    parent = None if comment.parent is None else earlier[comment.parent]
    return {
        "id": own_id,
        "post_id": post_id,
        "parent_id": parent and parent["id"],
        "root_id": parent and (parent["root_id"] or parent["id"]),
        "depth": parent["depth"] + 1 if parent else 0,
        "author_id": None if comment.author is None else cast.authors[comment.author],
        "author_name": comment.name,
        "body": comment.body,
        "status": CommentStatus.APPROVED,
        "created_at": comment.at,
    }


def _published_at(post: PlannedPost) -> datetime | None:
    return None if post.draft else post.at
