"""Undo: bulk runs, and since when a post lies in the trash"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulk_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("screen", sa.String(length=40), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_bulk_run_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_run")),
    )
    op.create_index(op.f("ix_bulk_run_by_id"), "bulk_run", ["by_id"])
    # Plain ALTER TABLE, which both databases know: a batch would build the large table anew on SQLite.
    op.add_column("post", sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_post_trashed_at"), "post", ["trashed_at"])
    op.execute("UPDATE post SET trashed_at = updated_at WHERE status = 'trashed'")


def downgrade() -> None:
    op.drop_index(op.f("ix_post_trashed_at"), "post")
    op.drop_column("post", "trashed_at")
    op.drop_table("bulk_run")
