"""`cms run` serves until a signal, and leaves nothing running behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cms.actions import publishing
from cms.cli.serving import publish_due_command
from cms.models import PostStatus, Schedule, now
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def running(instance: Path, port: int) -> Iterator[Any]:
    """`cms run` on a new instance, once it answers; its output ends when its last process has."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CMS_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "cms.cli", "run", "--port", str(port), "--workers", "1"],
        env={**environment, "CMS_INSTANCE": str(instance), "PYTHONUNBUFFERED": "1"},
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


def test_when_it_is_killed_its_processes_end_too(running, port):
    process, _lines = running
    process.kill()
    process.stdout.read()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("command", ["run", "web"])
def test_a_port_in_use_gets_a_sentence(cms, port, command):
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


def test_due_schedules_are_carried_out_once(db, invoke):
    post = PostFactory(status=PostStatus.UNPUBLISHED)
    publishing.schedule(post, now() + timedelta(days=1), by=SYSTEM)
    db.session.scalars(select(Schedule)).one().at = now() - timedelta(minutes=1)
    db.session.commit()

    assert invoke(publish_due_command).output == "Schedules carried out: 1\n"
    assert post.status == PostStatus.PUBLISHED
    assert invoke(publish_due_command).output == "Schedules carried out: 0\n"
