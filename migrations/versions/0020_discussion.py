"""Discussion: what was typed, scores, guests, bans, posts that members alone comment on, headers of mails"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

OF_GUESTS = sa.text("author_id IS NULL")
WITH_POLICY = ("post", "revision", "autosave")
POLICIES, EARLIER = ("open", "members", "closed"), ("open", "closed")
MODERATING = ("moderator", "editor")
BAN = "comment.ban"


def upgrade() -> None:
    for column in (
        sa.Column("source", sa.Text(), nullable=False, server_default=""),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("reasons", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("text_digest", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("wants_answers", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("comment", column)
    op.create_index("ix_comment_writer", "comment", ["author_id", "id"])
    op.create_index("ix_comment_same", "comment", ["text_digest", "created_at"])
    op.create_index(
        "ix_comment_guest",
        "comment",
        ["author_email", "status"],
        sqlite_where=OF_GUESTS,
        postgresql_where=OF_GUESTS,
    )
    op.create_table(
        "guest_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("wants_answers", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_guest_comment_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["comment.id"], name=op.f("fk_guest_comment_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_comment")),
    )
    for name in ("post_id", "parent_id", "created_at"):
        op.create_index(f"ix_guest_comment_{name}", "guest_comment", [name])
    op.create_table(
        "comment_ban",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("email_digest", sa.String(length=64), nullable=True),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(user_id IS NULL) != (email_digest IS NULL)", name=op.f("ck_comment_ban_of_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_comment_ban_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_comment_ban_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_ban")),
        sa.UniqueConstraint("user_id", name=op.f("uq_comment_ban_user_id")),
        sa.UniqueConstraint("email_digest", name=op.f("uq_comment_ban_email_digest")),
    )
    op.create_index("ix_comment_ban_by_id", "comment_ban", ["by_id"])
    op.add_column("outbox_message", sa.Column("headers", sa.JSON(), nullable=False, server_default="{}"))
    permit(EARLIER, POLICIES)
    for name, held in granted():
        grant(name, held | {BAN})


def downgrade() -> None:
    for name, held in granted():
        grant(name, held - {BAN})
    for table in WITH_POLICY:
        written = sa.table(table, sa.column("comment_policy"))
        column = written.c.comment_policy
        op.execute(written.update().where(column == "members").values(comment_policy="open"))
    permit(POLICIES, EARLIER)
    op.drop_column("outbox_message", "headers")
    op.drop_table("comment_ban")
    op.drop_table("guest_comment")
    for name in ("guest", "same", "writer"):
        op.drop_index(f"ix_comment_{name}", "comment")
    for name in (
        *("told_at", "wants_answers", "text_digest", "reasons", "score"),
        *("withdrawn_at", "edited_at", "source"),
    ):
        op.drop_column("comment", name)


def permit(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change which policies the database accepts, without touching the rows.

    SQLite can drop no constraint but by copying the table, whatever its size; a check that all rows pass may
    be exchanged in the schema itself (sqlite.org/lang_altertable.html, section 7).
    """
    if op.get_bind().dialect.name == "sqlite":
        connection = op.get_bind()
        version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        exchange = sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :after) "
            "WHERE type = 'table' AND name IN :names"
        ).bindparams(sa.bindparam("names", WITH_POLICY, expanding=True))
        connection.execute(exchange, {"before": check(before), "after": check(after)})
        connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
        connection.exec_driver_sql("PRAGMA writable_schema = RESET")
        return
    for table in WITH_POLICY:
        op.drop_constraint(op.f(f"ck_{table}_comment_policy"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_comment_policy"), table, check(after))


def check(policies: tuple[str, ...]) -> str:
    return "comment_policy IN ({})".format(", ".join(f"'{policy}'" for policy in policies))


def granted() -> list[tuple[str, set[str]]]:
    """What the roles hold that come with the system and moderate."""
    roles = op.get_bind().execute(
        sa.text("SELECT name, permissions FROM role WHERE builtin AND name IN :names").bindparams(
            sa.bindparam("names", MODERATING, expanding=True)
        )
    )
    return [(name, set(filter(None, permissions.split(",")))) for name, permissions in roles]


def grant(name: str, permissions: set[str]) -> None:
    op.get_bind().execute(
        sa.text("UPDATE role SET permissions = :held WHERE name = :name"),
        {"held": ",".join(sorted(permissions)), "name": name},
    )
