"""The worker says that it is at work, and stops in order."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from cms.actions.jobs import KINDS
from tests.cli.conftest import own_environment


@pytest.fixture
def worker(site):
    """`cms worker` on the installation, once it is at work."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cms.cli", "worker"],
        env=own_environment(site),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert "The worker is at work." in process.stdout.readline()
    yield process
    process.kill()
    process.stdout.close()
    process.wait()


def rows(site, question):
    with closing(sqlite3.connect(site / "masthead.db", timeout=20)) as connection:
        return connection.execute(question).fetchall()


def test_it_is_known_while_it_works_and_gone_when_it_stops(site, worker):
    assert rows(site, "SELECT count(*) FROM worker") == [(1,)]
    worker.send_signal(signal.SIGTERM)
    rest = worker.stdout.read()
    assert worker.wait(timeout=20) == 0, rest
    assert "Traceback" not in rest
    assert rows(site, "SELECT count(*) FROM worker") == [(0,)]


def test_each_job_that_comes_again_has_its_row(site, worker):
    kinds = sorted(kind.value for kind, its in KINDS.items() if its.every)
    assert "trash.purge" in kinds
    assert rows(site, "SELECT key FROM job ORDER BY key") == [(kind,) for kind in kinds]
