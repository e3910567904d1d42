"""An installation of its own, served as people serve it: `cms run`, with demo content."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.databases import database_url
from tests.instances import new_instance

PATIENCE = 60  # seconds


class Server:
    """Started when made; `url` is where it answers. Each test process has its own, with its own database.

    `environment` is what the commands of this installation run with.
    """

    def __init__(self, instance: Path, worker: str) -> None:
        self.instance, port = new_instance(instance), _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.environment = _environment(instance, worker)
        self._log = (instance / "run.log").open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "cms.cli", "run", "--development", "--workers", "1", "--port", str(port)],
            env=self.environment,
            cwd=instance,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        until(self._answers, "the server answers", self.said)

    def stop(self) -> None:
        """End it, and everything that it started."""
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            self._log.close()

    def said(self) -> str:
        return (self.instance / "run.log").read_text(encoding="utf-8")

    def link_mailed_to(self, address: str, words: str = "") -> str:
        """The first link in the newest mail to this address that holds the words, once it has been sent."""
        return str(until(lambda: self._link(address, words), f"a mail to {address} comes", self.said))

    def letter_to(self, address: str, words: str) -> str:
        """The mail to this address that holds the words, once the worker has sent it."""
        return str(until(lambda: self._letter(address, words), f"“{words}” comes to {address}", self.said))

    def _letter(self, address: str, words: str) -> str | None:
        letters = (letter.read_text(encoding="utf-8") for letter in (self.instance / "mail").glob("*.txt"))
        return next((letter for letter in letters if address in letter and words in letter), None)

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise AssertionError(f"The server ended before it answered:\n{self.said()}")
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310 - our own
                return bool(answer.status == 200)
        except OSError:
            return False

    def _link(self, address: str, words: str) -> str | None:
        for letter in sorted((self.instance / "mail").glob("*.txt"), reverse=True):
            text = letter.read_text(encoding="utf-8")
            found = re.search(rf"{re.escape(self.url)}/\S+", text)
            if found and address in text and words in text:
                return found.group()
        return None


def until(come: Callable[[], Any], what: str, said: Callable[[], str]) -> Any:
    """Ask again and again until there is an answer; too late, the server's own words say why."""
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while time.monotonic() < deadline:
        if found := come():
            return found
        pause.wait(0.1)
    raise AssertionError(f"Waited {PATIENCE} s in vain until {what}:\n{said()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(instance: Path, worker: str) -> dict[str, str]:
    """With a new, empty database, so to be made once."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("CMS_", "FLASK_"))}
    return {
        **inherited,
        "CMS_INSTANCE": str(instance),
        "CMS_DATABASE_URL": database_url(instance, f"browser_{worker}"),
        "PYTHONUNBUFFERED": "1",
    }
