"""A database for each test process: an SQLite file, or one of its own on the server that is named."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from cms.actions.roles import ensure_roles
from cms.extensions import db

CHECKOUT = sha256(str(Path(__file__).parents[1]).encode()).hexdigest()[:8]


def database_url(instance: Path, worker: str) -> str:
    """A new database on the PostgreSQL server that CMS_TEST_DATABASE_URL names; else an SQLite file.

    Its name holds a digest of the checkout's path, so that two checkouts test beside each other.
    """
    server = os.environ.get("CMS_TEST_DATABASE_URL")
    if not server:
        return f"sqlite:///{instance}/test.db"
    url = make_url(server)
    name = f"masthead_test_{CHECKOUT}_{worker}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@contextmanager
def migrated(app: Any) -> Iterator[None]:
    """Bring the app's database to the newest migration, with the built-in roles in it."""
    with app.app_context():
        upgrade()
        ensure_roles()
        db.session.commit()
    yield
    with app.app_context():
        db.engine.dispose()
