"""Rounds of review"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# What waits for a review already becomes a round that waits for whoever may review.
ADOPT = """
INSERT INTO review_request (post_id, version, asked_by_id, note, created_at, answer)
SELECT post.id, post.version, revision.author_id, '', revision.created_at, ''
FROM post JOIN revision ON revision.post_id = post.id AND revision.number = post.version
WHERE revision.review = 'in_review'
"""


def upgrade() -> None:
    op.create_table(
        "review_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "verdict",
            sa.Enum(
                "draft",
                "in_review",
                "changes_requested",
                "approved",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("answer", sa.String(length=500), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], ["user.id"], name=op.f(f"fk_review_request_{column}"), ondelete="SET NULL"
            )
            for column in ("asked_by_id", "reviewer_id", "settled_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_review_request_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_request")),
    )
    op.create_index(
        "uq_review_request_open",
        "review_request",
        ["post_id"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_index("ix_review_request_post", "review_request", ["post_id", "id"])
    op.create_index("ix_review_request_reviewer", "review_request", ["reviewer_id", "settled_at", "id"])
    op.execute(ADOPT)


def downgrade() -> None:
    op.drop_table("review_request")
