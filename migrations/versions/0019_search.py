"""The search index"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WORD = sa.String(length=160).with_variant(sa.String(length=160, collation="C"), "postgresql")

FTS5 = (
    "CREATE VIRTUAL TABLE search_index USING fts5(head, words, tokenize=\"ascii tokenchars ':'\", columnsize=0)",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry "
    "BEGIN DELETE FROM search_index WHERE rowid = old.place; END",
)
VECTORS = (
    "CREATE TABLE search_index (place BIGINT CONSTRAINT pk_search_index PRIMARY KEY "
    "CONSTRAINT fk_search_index_place REFERENCES search_entry (place) ON DELETE CASCADE, "
    "head TSVECTOR NOT NULL, words TSVECTOR NOT NULL)",
    # The head stays in the row, which lists read; the words lie beside it, ready to be read in part.
    "ALTER TABLE search_index ALTER COLUMN words SET STORAGE EXTERNAL",
    "CREATE INDEX ix_search_index_head ON search_index USING gin (head) WITH (fastupdate = off)",
    "CREATE INDEX ix_search_index_words ON search_index USING gin (words) WITH (fastupdate = off)",
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("post_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_search_entry_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("place", name=op.f("uq_search_entry_place")),
    )
    op.create_table(
        "search_tag",
        sa.Column("word", WORD, nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_search_tag_tag_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "tag_id", name=op.f("pk_search_tag")),
    )
    op.create_index("ix_search_tag_tag_id", "search_tag", ["tag_id"])
    op.create_table("search_word", sa.Column("word", WORD, nullable=False))
    op.create_index("ix_search_word_word", "search_word", ["word"])
    op.create_table(
        "search_spelling",
        sa.Column("spelling", WORD, nullable=False),
        sa.Column("word", WORD, nullable=False),
    )
    op.create_index("ix_search_spelling", "search_spelling", ["spelling", "word"])
    op.create_index("ix_user_name", "user", ["name"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in FTS5 if sqlite else VECTORS:
        op.execute(statement)
    _number_tags_once(sqlite)


def downgrade() -> None:
    op.drop_index("ix_user_name", "user")
    op.drop_table("search_index")
    for name in ("search_spelling", "search_word", "search_tag", "search_entry"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("tag", recreate="always"):
            pass


def _number_tags_once(sqlite: bool) -> None:
    """Texts are indexed by the numbers of tags: one of a deleted tag must not come again. PostgreSQL's never do."""
    if sqlite:
        with op.batch_alter_table("tag", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
