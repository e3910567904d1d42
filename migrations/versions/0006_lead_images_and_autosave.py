"""Lead images and meta texts, and autosaves"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXTS = {
    "lead_image": 1000,
    "lead_image_alt": 500,
    "lead_image_caption": 500,
    "meta_title": 300,
    "meta_description": 500,
}


def upgrade() -> None:
    # Plain ALTER TABLE, which both databases know: a batch would build the large tables anew on SQLite.
    for table in ("post", "revision"):
        for name, length in TEXTS.items():
            op.add_column(table, sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.create_table(
        "autosave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("sitting", sa.String(length=43), nullable=False),
        sa.Column("kind", _choice("kind", "post", "page"), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("summary", sa.String(1000), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.String(most), nullable=False, server_default="")
            for name, most in TEXTS.items()
        ),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("comment_policy", _choice("comment_policy", "open", "closed"), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_autosave_author_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_autosave_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_autosave")),
        sa.UniqueConstraint("author_id", "sitting", name=op.f("uq_autosave_author_id_sitting")),
    )
    op.create_index(op.f("ix_autosave_post_id"), "autosave", ["post_id"])


def downgrade() -> None:
    op.drop_table("autosave")
    for table in ("revision", "post"):
        for name in reversed(TEXTS):
            op.drop_column(table, name)


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)
