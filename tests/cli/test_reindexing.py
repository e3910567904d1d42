"""The index is built anew by a command, and the doctor tells when it must be."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import delete, text

from cms.cli import checkups
from cms.cli.checkups import State
from cms.cli.reindexing import reindex
from cms.models import Post, SearchEntry
from tests.factories import PostFactory


def test_an_index_that_misses_a_text_is_told_and_mended(app, db, invoke):
    PostFactory(title="Lantern")
    assert checkups.check_search(app).state == State.GOOD
    db.session.execute(delete(SearchEntry))
    assert checkups.check_search(app).state == State.BROKEN
    assert "cms reindex" in checkups.check_search(app).sentence
    for _turn in range(2):
        assert "1 posts and pages are in the search index" in invoke(reindex).output
        assert checkups.check_search(app).state == State.GOOD


def test_an_index_that_has_too_much_is_told_and_mended(app, db, invoke):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's foreign key lets no row stay")
    PostFactory(title="Lantern")
    db.session.execute(text("INSERT INTO search_index (rowid, head, words) VALUES (1, 'x', 'x')"))
    assert checkups.check_search(app).state == State.BROKEN
    invoke(reindex)
    assert checkups.check_search(app).state == State.GOOD


def test_a_backup_of_a_site_without_an_index_gets_one_when_it_is_restored(cms, site, tmp_path):
    assert cms("demo").returncode == 0
    with closing(sqlite3.connect(site / "masthead.db")) as connection:
        connection.execute(f"DELETE FROM {SearchEntry.__tablename__}")  # noqa: S608 - a constant
        connection.commit()
    assert cms("backup", str(tmp_path / "kept.tar")).returncode == 0
    assert cms("restore", "--yes", str(tmp_path / "kept.tar")).returncode == 0
    with closing(sqlite3.connect(site / "masthead.db")) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - constants
            for table in (Post.__tablename__, SearchEntry.__tablename__, "search_index")
        ]
    assert counts[0] > 0
    assert len(set(counts)) == 1
