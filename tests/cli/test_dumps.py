"""The whole database comes out of a running site and goes back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from cms.cli import dumps
from cms.cli.dumps import DumpError, dump, dump_name, load

POSTGRESQL = os.environ.get("CMS_TEST_DATABASE_URL", "")
needs_postgresql = pytest.mark.skipif(
    not POSTGRESQL.startswith("postgresql"), reason="Set CMS_TEST_DATABASE_URL to a PostgreSQL server."
)


def filled(path: Path, title: str) -> str:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE post (title TEXT)")
        connection.execute("INSERT INTO post VALUES (?)", (title,))
    return f"sqlite:///{path}"


def titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM post")]


def test_a_copy_is_one_file_with_everything_committed(tmp_path):
    address = filled(tmp_path / "live.db", "Tides")
    with closing(sqlite3.connect(tmp_path / "live.db")) as writer:
        writer.execute("INSERT INTO post VALUES ('Not yet committed')")
        (tmp_path / "copies").mkdir()
        copy = dump(address, tmp_path / "copies")

    assert titles(copy) == ["Tides"]
    assert [path.name for path in copy.parent.iterdir()] == ["database.sqlite3"]


def test_loading_replaces_what_was_there(tmp_path):
    copy = dump(filled(tmp_path / "old.db", "Tides"), tmp_path)
    address = filled(tmp_path / "live.db", "Something else")

    load(address, copy)

    assert titles(tmp_path / "live.db") == ["Tides"]


def test_loading_into_a_database_in_use_gives_up_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(dumps, "PATIENCE", 0.0)
    copy = dump(filled(tmp_path / "old.db", "Tides"), tmp_path)
    address = filled(tmp_path / "live.db", "Something else")
    with closing(sqlite3.connect(tmp_path / "live.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(DumpError, match="in use"):
            load(address, copy)
        writer.execute("ROLLBACK")

    assert titles(tmp_path / "live.db") == ["Something else"]


def test_a_damaged_database_is_not_kept_as_if_it_were_sound(tmp_path):
    (tmp_path / "live.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    with pytest.raises(DumpError, match="could not be copied"):
        dump(f"sqlite:///{tmp_path / 'live.db'}", tmp_path)


def test_without_a_database_there_is_a_sentence(tmp_path):
    with pytest.raises(DumpError, match="cms setup"):
        dump(f"sqlite:///{tmp_path / 'none.db'}", tmp_path)


def test_without_the_postgresql_programs_there_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DumpError, match="apt install postgresql-client"):
        dump("postgresql://editor@127.0.0.1/paper", tmp_path)


def test_a_password_is_never_on_the_command_line():
    variables = dumps._connection(
        make_url("postgresql://editor:se%40cret@db.example.org:5433/paper?sslmode=require")
    )
    assert variables == {
        "PGHOST": "db.example.org",
        "PGPORT": "5433",
        "PGUSER": "editor",
        "PGPASSWORD": "se@cret",
        "PGDATABASE": "paper",
        "PGSSLMODE": "require",
    }


@pytest.mark.parametrize(
    ("address", "name"),
    [("sqlite:////srv/a.db", "database.sqlite3"), ("postgresql+psycopg://h/a", "database.pgdump")],
)
def test_each_kind_of_database_has_its_own_name_in_the_backup(address, name):
    assert dump_name(address) == name


@pytest.fixture
def scratch_database() -> Iterator[str]:
    """The address of a PostgreSQL database of this test's own."""
    name = f"masthead_dump_{os.getpid()}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name}")
        admin.execute(f"CREATE DATABASE {name}")
    yield make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(POSTGRESQL, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name}")


@pytest.mark.postgresql
@needs_postgresql
def test_postgresql_comes_out_and_goes_back(scratch_database, tmp_path):
    with psycopg.connect(scratch_database) as connection:
        connection.execute("CREATE TABLE post (title TEXT)")
        connection.execute("INSERT INTO post VALUES ('Tides')")
    copy = dump(scratch_database, tmp_path)
    with psycopg.connect(scratch_database) as connection:
        connection.execute("UPDATE post SET title = 'Overwritten'")

    load(scratch_database, copy)

    with psycopg.connect(scratch_database) as connection:
        assert connection.execute("SELECT title FROM post").fetchall() == [("Tides",)]


@pytest.mark.postgresql
@needs_postgresql
def test_a_dump_of_something_else_changes_nothing(scratch_database, tmp_path):
    (tmp_path / "database.pgdump").write_text("not a dump")
    with pytest.raises(DumpError, match="pg_restore failed"):
        load(scratch_database, tmp_path / "database.pgdump")
