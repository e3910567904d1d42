"""Departures: what people leave behind is handed over; accounts are deleted, also at their own wish"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# What is emptied when an account is deleted must not be looked for in whole tables.
POINTERS = (
    ("note", "settled_by_id"),
    ("review_request", "asked_by_id"),
    ("review_request", "settled_by_id"),
    ("schedule", "by_id"),
)


def upgrade() -> None:
    op.create_table(
        "departure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("moves", sa.Boolean(), nullable=False),
        sa.Column("deletes", sa.Boolean(), nullable=False),
        sa.Column("erases", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("plans", sa.Integer(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fault", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_departure_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["user.id"], name=op.f("fk_departure_target_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_departure_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departure")),
        sa.UniqueConstraint("user_id", name=op.f("uq_departure_user_id")),
    )
    op.create_index("ix_departure_target_id", "departure", ["target_id"])
    op.create_index("ix_departure_by_id", "departure", ["by_id"])
    op.add_column("user", sa.Column("former", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("user", sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_user_leaves_at", "user", ["leaves_at"])
    op.create_index(
        "uq_user_former",
        "user",
        ["former"],
        unique=True,
        sqlite_where=sa.text("former = 1"),
        postgresql_where=sa.text("former"),
    )
    for table, column in POINTERS:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table, column in POINTERS:
        op.drop_index(f"ix_{table}_{column}", table)
    op.drop_index("uq_user_former", "user")
    op.drop_index("ix_user_leaves_at", "user")
    op.drop_column("user", "leaves_at")
    op.drop_column("user", "former")
    op.drop_table("departure")
