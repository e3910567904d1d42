"""Redirects of three kinds that count their use, and addresses asked for in vain"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("redirect", schema=None) as batch_op:
        kinds = sa.Enum(
            "permanent",
            "temporary",
            "gone",
            name="kind",
            native_enum=False,
            create_constraint=False,
            length=20,
        )
        batch_op.add_column(sa.Column("kind", kinds, nullable=False, server_default="permanent"))
        batch_op.add_column(sa.Column("hits", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("last_hit_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(op.f("ck_redirect_one_destination"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_redirect_kind"), "kind IN ('permanent', 'temporary', 'gone')"
        )
        batch_op.create_check_constraint(
            op.f("ck_redirect_destination_given"),
            "(kind = 'gone') = (post_id IS NULL AND target IS NULL)",
        )
        batch_op.create_check_constraint(
            op.f("ck_redirect_one_destination"), "post_id IS NULL OR target IS NULL"
        )
    op.create_index("ix_redirect_target", "redirect", ["target"])
    op.create_index("ix_redirect_hits", "redirect", ["hits", "id"])
    op.create_index("ix_redirect_last_hit_at", "redirect", ["last_hit_at", "id"])
    op.create_table(
        "missing_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referrer", sa.String(length=255), nullable=False),
        sa.Column("ignored", sa.Boolean(), nullable=False),
        sa.CheckConstraint("path LIKE '/%'", name=op.f("ck_missing_address_path_rooted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_address")),
        sa.UniqueConstraint("path", name=op.f("uq_missing_address_path")),
    )
    for name in ("count", "last_at"):
        op.create_index(
            f"ix_missing_address_{name}",
            "missing_address",
            ["ignored", sa.text(f"{name} DESC"), sa.text("id DESC")],
        )


def downgrade() -> None:
    op.drop_table("missing_address")
    op.execute("DELETE FROM redirect WHERE kind = 'gone'")
    for name in ("target", "hits", "last_hit_at"):
        op.drop_index(f"ix_redirect_{name}", table_name="redirect")
    with op.batch_alter_table("redirect", schema=None) as batch_op:
        for name in ("kind", "destination_given", "one_destination"):
            batch_op.drop_constraint(op.f(f"ck_redirect_{name}"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_redirect_one_destination"), "(post_id IS NULL) != (target IS NULL)"
        )
        for name in ("last_hit_at", "hits", "kind"):
            batch_op.drop_column(name)
