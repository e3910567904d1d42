"""An installation served by `cms run` with a second worker beside it, which can be killed and goes on."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.databases import database_url
from tests.instances import new_instance

EMAIL, PASSWORD = "boss@example.org", "a long and odd password"
PATIENCE = 45.0  # seconds


class Installation:
    """`victims` are its processes by what they do; keep() starts again whatever has ended."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.folder, self.database = new_instance(folder), database_url(folder, f"endurance_{worker}")
        self.port = _free_port()
        self._log = (folder / "run.log").open("ab")
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._commands = {
            "run": ("run", "--workers", "1", "--port", str(self.port)),
            "worker": ("worker",),
        }
        self._start("setup", ("setup", "--email", EMAIL, "--password", PASSWORD)).wait(PATIENCE)
        del self._running["setup"]

    def keep(self) -> None:
        for name, words in self._commands.items():
            running = self._running.get(name)
            if running is None or running.poll() is not None:
                self._start(name, words)

    def rest(self) -> None:
        """End everything as an operator does; keep() begins again."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.wait(PATIENCE)

    def kill(self, what: str) -> bool:
        """SIGKILL run, worker, web (gunicorn's master), page (the process that answers) or other worker."""
        pid = self._pid(what)
        if pid is None:
            return False
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            return True
        return False

    def stop(self) -> None:
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()
        self._log.close()

    def said(self) -> str:
        return (self.folder / "run.log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def _pid(self, what: str) -> int | None:
        top = self._running["worker" if what == "worker" else "run"]
        if what in ("run", "worker"):
            return top.pid if top.poll() is None else None
        for child in _children(top.pid):
            is_web = b"gunicorn" in _command(child)
            if what == "other worker" and not is_web:
                return child
            if what == "web" and is_web:
                return child
            if what == "page" and is_web:
                return next(iter(_children(child)), None)
        return None

    def _start(self, name: str, words: tuple[str, ...]) -> "subprocess.Popen[bytes]":
        self._running[name] = subprocess.Popen(
            [sys.executable, "-m", "cms.cli", *words],
            env=self._environment(),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        return self._running[name]

    def _environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("CMS_", "FLASK_"))}
        return {**clean, "CMS_INSTANCE": str(self.folder), "CMS_DATABASE_URL": self.database}


def wait_until(come, what, said):  # type: ignore[no-untyped-def]
    """Ask until it is so; too late, the installation's own words say why."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if come():
            return
        time.sleep(0.1)
    raise AssertionError(f"Waited {PATIENCE:.0f} s in vain until {what}:\n{said()}")


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
