"""How connections begin: a new SQLite file is its owner's alone."""

import os
import stat

from sqlalchemy import create_engine

from cms.engines.database import _strict_sqlite


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_database_and_its_journals_are_read_by_nobody_else(tmp_path):
    before = os.umask(0o022)
    engine = create_engine(f"sqlite:///{tmp_path}/new.db")
    try:
        _strict_sqlite(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE a (b)")
            made = {path.name: mode_of(path) for path in tmp_path.iterdir()}
    finally:
        engine.dispose()
        os.umask(before)
    assert {"new.db", "new.db-wal", "new.db-shm"} <= made.keys()
    assert set(made.values()) == {0o600}


def test_what_an_operator_chose_for_an_existing_file_stays(tmp_path):
    path = tmp_path / "old.db"
    path.touch()
    path.chmod(0o640)
    engine = create_engine(f"sqlite:///{path}")
    _strict_sqlite(engine)
    with engine.connect():
        assert mode_of(path) == 0o640
    engine.dispose()
