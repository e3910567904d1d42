"""Two processes kept together: the web server and the worker start, live and stop as one."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from cms.cli.signals import StopSignal

TICK = 0.2  # seconds between two looks at the processes
GRACE = 30.0  # seconds they get to finish what they are doing
ECHO = 1.0  # seconds in which a second signal is the first one again, passed on by make or a shell
HEAD_START = 1.5  # seconds for the web server: where cores are few, the first page would wait for the worker
FIRST_REST = 1.0
LONGEST_REST = 60.0
_PR_SET_PDEATHSIG = 1


class Supervisor:
    """Runs both until a signal comes or the web server ends. A worker that ends is started again."""

    def __init__(
        self, web: Sequence[str], worker: Sequence[str], say: Callable[[str], None], stop: StopSignal
    ) -> None:
        self._commands = {"web": web, "worker": worker}
        self._say = say
        self._stop = stop
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._rest = FIRST_REST
        self._worker_since = 0.0
        self._worker_due = time.monotonic() + HEAD_START

    def run(self, each_tick: Callable[[], None]) -> int:
        """Return the exit code to leave with: 0 after a signal, else what the web server ended with."""
        try:
            self._start("web")
            while not self._stop.wait(TICK):
                ended = self._running["web"].poll()
                if ended is not None:
                    self._say(f"The web server ended by itself (code {ended}); its reason stands above.")
                    return ended if ended > 0 else 1
                self._keep_worker()
                each_tick()
            return 0
        finally:
            self._end_all()

    def _start(self, name: str) -> None:
        # Own sessions: Ctrl+C reaches this process alone, which then stops the others in order.
        self._running[name] = subprocess.Popen(  # noqa: S603 - our own commands
            list(self._commands[name]),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    def _keep_worker(self) -> None:
        worker, now = self._running.get("worker"), time.monotonic()
        if worker is None:
            if now >= self._worker_due:
                self._start("worker")
                self._worker_since = now
            return
        if worker.poll() is not None:
            self._rest_worker(worker.returncode, now)

    def _rest_worker(self, code: int, now: float) -> None:
        if now - self._worker_since > LONGEST_REST:
            self._rest = FIRST_REST
        self._say(f"The worker ended (code {code}); it starts again in {self._rest:.0f} s.")
        self._worker_due, self._rest = now + self._rest, min(self._rest * 2, LONGEST_REST)
        del self._running["worker"]

    def _end_all(self) -> None:
        for process in self._running.values():
            process.terminate()
        began, asked = time.monotonic(), self._stop.count
        while any(process.poll() is None for process in self._running.values()):
            waited = time.monotonic() - began
            if waited > GRACE or (waited > ECHO and self._stop.count > asked):
                break
            self._stop.pause(TICK)
        for process in self._running.values():
            process.kill()
            process.wait()


def _end_with_parent() -> None:
    """On Linux the kernel stops the child when its parent is killed without a chance to do so itself."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
