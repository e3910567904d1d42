"""What of the public site has changed"""

import secrets

import sqlalchemy as sa
from alembic import op

import cms.models.types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    version = op.create_table(
        "site_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("era", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_site_version_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_version")),
    )
    op.create_table(
        "page_change",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("at", cms.models.types.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", "key", name=op.f("pk_page_change")),
    )
    op.create_index("ix_page_change_at", "page_change", ["at"])
    op.bulk_insert(version, [{"id": 1, "era": secrets.token_hex(16), "number": 0}])


def downgrade() -> None:
    op.drop_table("page_change")
    op.drop_table("site_version")
