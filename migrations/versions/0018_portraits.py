"""Pictures of people"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user", sa.Column("portrait", sa.String(length=32), nullable=True))
    op.create_table(
        "portrait",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_portrait_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "size", name=op.f("pk_portrait")),
    )


def downgrade() -> None:
    op.drop_table("portrait")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_column("portrait")
