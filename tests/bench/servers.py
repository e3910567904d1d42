"""The servers that are compared: the site, the site without its shelf of pages, and the bare application."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from cms.paths import CONFIG

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds


class Server:
    """gunicorn with the site's own settings and one worker, so that the visitor has a core for itself."""

    def __init__(self, application: str, **environment: str) -> None:
        self.port = _free_port()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--config", f"file:{CONFIG / 'gunicorn.py'}"),
                *("--no-control-socket", "--workers", "1", "--bind", f"127.0.0.1:{self.port}", application),
            ],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise SystemExit("The server did not start.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
