"""`cms run` serves until a signal, and leaves nothing running behind."""

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from cms.actions import publishing
from cms.actions.due import carry_out
from cms.cli.working import publish_due
from cms.engines.outbox import enqueue
from cms.models import PostStatus, Schedule, now
from cms.rules.permissions import SYSTEM
from tests.cli.conftest import own_environment
from tests.factories import PostFactory

PRODUCTION = {
    "CMS_ENV": "production",
    "CMS_SITE_URL": "https://example.org",
    "CMS_MAIL_URL": "smtp://mail.example.org:587",
}


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def running(instance: Path, port: int) -> Iterator[Any]:
    """`cms run` on the instance, once it answers; its output ends when its last process has."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cms.cli", "run", "--port", str(port), "--workers", "1"],
        env=own_environment(instance, PYTHONUNBUFFERED="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = until(process, "Ctrl+C stops it")
    yield process, lines
    process.kill()
    process.stdout.close()
    process.wait()


def until(process: Any, words: str) -> list[str]:
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return lines
    pytest.fail("cms run ended early:\n" + "".join(lines))


def test_a_new_development_instance_is_filled_served_and_stopped(running, port, instance):
    process, lines = running
    said = "".join(lines)
    assert f"Masthead answers on http://127.0.0.1:{port}/" in said
    assert "Sign in as owner@example.com, password masthead-demo" in said

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
    connection.close()

    process.send_signal(signal.SIGTERM)
    rest = process.stdout.read()  # ends when nobody is left who could write
    assert process.wait(timeout=10) == 0, rest
    assert "Traceback" not in said + rest


def test_when_it_is_killed_its_processes_end_too(site, running, port):
    process, _lines = running
    process.kill()
    process.stdout.read()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("command", ["run", "web"])
def test_a_port_in_use_gets_a_sentence(cms, site, port, command):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        result = cms(command, "--port", str(port))
    assert result.returncode == 1
    assert f"Error: Port {port} is in use; choose another with `make run PORT=9000`" in result.stderr


@pytest.mark.parametrize("command", ["run", "web", "worker"])
def test_a_wrong_setting_stops_the_start_with_a_sentence(cms, command):
    result = cms(command, CMS_DATABASE_URL="mysql://x")
    assert result.returncode != 0
    assert "CMS_DATABASE_URL must begin with" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["web", "worker"])
def test_a_database_without_tables_stops_the_start_with_a_sentence(cms, command):
    result = cms(command)
    assert result.returncode == 1
    assert result.stderr == "Error: sqlite answers but holds no tables; run `cms setup`.\n"


@pytest.mark.parametrize("command", ["run", "web", "worker"])
def test_production_does_not_serve_the_demo_people(cms, demo_site, command):
    result = cms(command, **PRODUCTION)
    assert result.returncode == 1
    assert "Error: The demo person owner@example.com is in this database" in result.stderr
    assert "Traceback" not in result.stderr


def test_due_schedules_are_carried_out_once(db, invoke):
    post = PostFactory(status=PostStatus.UNPUBLISHED)
    publishing.schedule(post, now() + timedelta(days=1), by=SYSTEM)
    db.session.scalars(select(Schedule)).one().at = now() - timedelta(minutes=1)
    db.session.commit()

    assert "Schedules carried out: 1\n" in invoke(publish_due).output
    assert post.status == PostStatus.PUBLISHED
    assert "Schedules carried out: 0\n" in invoke(publish_due).output


def test_publish_due_sends_the_mail_that_waits(app, db, invoke):
    enqueue("ada@example.com", "Subject", "text")
    db.session.commit()
    assert "Mails sent: 1\n" in invoke(publish_due).output
    assert [mail.recipients for mail in app.extensions.pop("mail_memory")] == [["ada@example.com"]]
    assert "Mails sent: 0\n" in invoke(publish_due).output


def test_a_plan_that_stumbles_holds_up_no_other_and_is_tried_again(db, invoke, monkeypatch, caplog):
    broken, fine = PostFactory(status=PostStatus.UNPUBLISHED), PostFactory(status=PostStatus.UNPUBLISHED)
    moment = now()
    for number, post in enumerate((broken, fine)):
        row = publishing.schedule(post, moment + timedelta(days=1), by=SYSTEM)
        row.at = moment - timedelta(minutes=2 - number)
    db.session.commit()

    def stumble(row):
        if row.post_id == broken.id:
            raise RuntimeError("a fault of ours")
        return carry_out(row)

    monkeypatch.setattr("cms.actions.due.carry_out", stumble)
    with time_machine.travel(moment, tick=False) as clock:
        assert "Schedules carried out: 1\n" in invoke(publish_due).output
        assert (broken.status, fine.status) == (PostStatus.SCHEDULED, PostStatus.PUBLISHED)
        row = db.session.scalars(select(Schedule)).one()
        assert (row.attempts, row.next_at) == (1, moment + timedelta(seconds=1))
        assert "a fault of ours" in caplog.text
        monkeypatch.undo()
        clock.shift(timedelta(seconds=1))
        assert "Schedules carried out: 1\n" in invoke(publish_due).output
        assert broken.status == PostStatus.PUBLISHED
