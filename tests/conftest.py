"""One application a process on a migrated database; every test in a savepoint that is undone."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from cms import create_app
from cms.extensions import db as _db
from tests.client import FreshContextClient
from tests.databases import database_url, migrated

os.environ["CMS_ENV"] = "testing"
for name in ("CMS_DATABASE_URL", "CMS_SITE_URL", "CMS_MAIL_URL", "CMS_SECRET_KEY", "CMS_PASSWORD_SALT"):
    os.environ.pop(name, None)

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
IN_CI = os.environ.get("CI") == "true"


def pytest_collection_finish() -> None:
    """Whatever is loaded by now stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Any]:
    """The application, its instance in a temporary folder, its database at the newest migration."""
    instance = tmp_path_factory.mktemp("instance")
    os.environ["CMS_INSTANCE"] = str(instance)
    app = create_app({"DATABASE_URL": database_url(instance, worker_id), "WTF_CSRF_ENABLED": False})
    app.test_client_class = FreshContextClient
    with migrated(app):
        yield app


@pytest.fixture
def db(app: Any) -> Iterator[Any]:
    """The database inside a transaction that is rolled back at the end of the test.

    Requests have sessions of their own on the same connection: what one commits is a released savepoint.
    """
    with app.app_context():
        engines = _db.engines
        engine = engines[None]
        with engine.connect() as connection, connection.begin() as outermost:
            connection.begin_nested()  # makes every session on this connection work in savepoints
            engines[None] = connection
            try:
                yield _db
            finally:
                _db.session.remove()
                engines[None] = engine
                outermost.rollback()


@pytest.fixture
def client(app: Any, db: Any) -> Any:
    """A visitor."""
    return app.test_client()


@pytest.fixture
def collected() -> Iterator[None]:
    """Whatever this test left to the garbage collector goes now, not in somebody else's test."""
    yield
    gc.collect()


@pytest.fixture
def csrf(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch the CSRF protection on, as it is outside tests."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


@pytest.fixture
def count_queries(app: Any, db: Any) -> Iterator[list[str]]:
    """The statements sent to the database from here on, savepoints aside; clear the list to begin anew."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            statements.append(statement)

    connection = _db.engines[None]
    event.listen(connection, "before_cursor_execute", note)
    yield statements
    event.remove(connection, "before_cursor_execute", note)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real input that stands beside a developer's checkout."""
    if not CORPORA.is_dir():
        if IN_CI:
            pytest.fail(f"{CORPORA} is missing, and CI must have it")
        pytest.skip("the corpora stand beside a developer's checkout only")
    return CORPORA


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of this pytest-xdist worker, or `main`."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")
