"""What the search index keeps beside the index itself, which each database has in a form of its own.

`search_index` (migration 0019) is an FTS5 table on SQLite and two vectors on PostgreSQL; its rows are known
by `place`, and go with their entry.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base

# Compared letter by letter, so that words with one beginning are neighbours.
WORD = String(160).with_variant(String(160, collation="C"), "postgresql")


class SearchEntry(Base):
    """That a post is in the index, and where: a higher place is a newer text."""

    __tablename__ = "search_entry"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    place: Mapped[int] = mapped_column(BigInteger, unique=True)


class SearchTag(Base):
    """A word in a tag's name. Texts are indexed by the number of the tag: a new name changes none of them."""

    __tablename__ = "search_tag"

    word: Mapped[str] = mapped_column(WORD, primary_key=True)
    tag_id: Mapped[int] = mapped_column(
        ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True, index=True
    )


# Words that texts hold, and misspelt ones of each. No constraint makes them unique: whoever meets a new word
# adds it without waiting for somebody who has just met it too.
SEARCH_WORD = Table("search_word", Base.metadata, Column("word", WORD, nullable=False, index=True))
SEARCH_SPELLING = Table(
    "search_spelling",
    Base.metadata,
    Column("spelling", WORD, nullable=False),
    Column("word", WORD, nullable=False),
    Index("ix_search_spelling", "spelling", "word"),
)
