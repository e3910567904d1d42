"""How Alembic reaches the database: through the application's own engine, online only."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy.types import TypeDecorator

from cms.models import Base


def render_plainly(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Write our column types as what they store, so that old migrations don't depend on today's code."""
    if kind == "type" and isinstance(item, TypeDecorator) and type(item).__module__.startswith("cms."):
        return f"sa.{item.impl!r}"
    return False


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave out what no model describes: the search index has a form of its own on each database."""
    return not (kind == "table" and name and name.startswith("search_index"))


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Batch operations rebuild tables: with foreign keys on, dropping the old one would cascade.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_plainly,
            include_name=is_ours,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.dialect.name == "sqlite":
            connection.rollback()
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run()
