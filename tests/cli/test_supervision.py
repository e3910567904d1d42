"""The web server and the worker live and stop as one."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from cms.cli.signals import StopSignal
from cms.cli.supervision import Supervisor

QUIET = "import signal, time; signal.signal(signal.SIGTERM, lambda *_: exit(0)); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.fixture
def stop():
    with StopSignal() as stop:
        yield stop


@pytest.fixture(autouse=True)
def no_head_start(monkeypatch):
    monkeypatch.setattr("cms.cli.supervision.HEAD_START", 0.0)


@pytest.fixture
def said() -> list[str]:
    return []


def test_a_signal_ends_both_and_leaves_with_zero(stop, said):
    supervisor = Supervisor(python(QUIET), python(QUIET), said.append, stop)
    ticks: list[int] = []

    def second_tick_stops() -> None:
        ticks.append(1)
        if len(ticks) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    assert supervisor.run(second_tick_stops) == 0
    assert [process.poll() is not None for process in supervisor._running.values()] == [True, True]
    assert said == []


def test_the_web_servers_end_ends_everything_with_its_code(stop, said):
    supervisor = Supervisor(python("raise SystemExit(3)"), python(QUIET), said.append, stop)

    assert supervisor.run(lambda: None) == 3
    assert "ended by itself (code 3)" in said[0]
    assert all(process.poll() is not None for process in supervisor._running.values())


def test_a_web_server_killed_by_a_signal_leaves_with_one(stop, said):
    supervisor = Supervisor(python("import os; os.kill(os.getpid(), 9)"), python(QUIET), said.append, stop)

    assert supervisor.run(lambda: None) == 1


def test_a_worker_that_dies_is_started_again(stop, said, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("cms.cli.supervision.FIRST_REST", 0.0)
    births = tmp_path / "births"
    once = f"open({str(births)!r}, 'a').write('x'); raise SystemExit(7)"
    supervisor = Supervisor(python(QUIET), python(once), said.append, stop)

    def two_births_stop() -> None:
        if births.exists() and len(births.read_text()) == 2:
            os.kill(os.getpid(), signal.SIGINT)

    assert supervisor.run(two_births_stop) == 0
    assert said[0] == "The worker ended (code 7); it starts again in 0 s."


def test_a_second_signal_does_not_wait_for_the_deaf(stop, said, monkeypatch):
    supervisor = Supervisor(python(DEAF), python(QUIET), said.append, stop)
    monkeypatch.setattr("cms.cli.supervision.ECHO", 0.0)
    monkeypatch.setattr(stop, "pause", lambda seconds: os.kill(os.getpid(), signal.SIGINT))
    began = time.monotonic()

    assert supervisor.run(lambda: os.kill(os.getpid(), signal.SIGINT)) == 0
    assert time.monotonic() - began < 10


def test_waiting_ends_at_once_when_the_signal_comes(stop):
    os.kill(os.getpid(), signal.SIGTERM)
    began = time.monotonic()

    assert stop.wait(30) is True
    assert time.monotonic() - began < 5


def test_waiting_without_a_signal_answers_no(stop):
    assert stop.wait(0.01) is False
