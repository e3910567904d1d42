"""Migrations lead up and down, and end where the models are."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, inspect

from cms.actions.roles import ensure_roles
from cms.extensions import db
from cms.models import Base


def test_the_newest_migration_and_the_models_agree(app: Any):
    with app.app_context(), db.engine.connect() as connection:
        # The search index has a form of its own on each database, which no model describes.
        ours = {
            "compare_type": True,
            "include_name": lambda name, *_: not str(name).startswith("search_index"),
        }
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, Base.metadata) == []


def test_every_check_of_the_models_stands_in_the_database(app: Any):
    with app.app_context():
        inspector = inspect(db.engine)
        for table in Base.metadata.sorted_tables:
            wanted = {str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)}
            assert {check["name"] for check in inspector.get_check_constraints(table.name)} == wanted


@pytest.fixture
def back_at_the_newest(app: Any):
    yield
    with app.app_context():
        upgrade()
        ensure_roles()
        db.session.commit()


@pytest.mark.usefixtures("back_at_the_newest")
def test_every_migration_can_be_taken_back(app: Any):
    with app.app_context():
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
