"""The log is sealed: a chain over batches of events"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SALTS = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "replace(gen_random_uuid()::text, '-', '')"}


def upgrade() -> None:
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
    )
    op.add_column("event", sa.Column("actor_number", sa.Integer(), nullable=True))
    op.add_column("event", sa.Column("salt", sa.String(length=32), nullable=False, server_default=""))
    op.add_column("event", sa.Column("digest", sa.String(length=64), nullable=True))
    op.add_column("event", sa.Column("erased", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("event", sa.Column("seal_id", sa.Integer(), nullable=True))
    salt = SALTS[op.get_bind().dialect.name]
    op.execute(f"UPDATE event SET actor_number = actor_id, salt = {salt}")  # noqa: S608 - one of two constants
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.alter_column("salt", server_default=None)
        batch_op.alter_column("erased", server_default=None)
        batch_op.create_index("ix_event_seal", ["seal_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_seal")
        for name in ("seal_id", "erased", "digest", "salt", "actor_number"):
            batch_op.drop_column(name)
    op.drop_table("seal")
