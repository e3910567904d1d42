"""A stop that signals give: waiting for it ends at once when one arrives."""

import select
import signal
import socket
from types import FrameType
from typing import Self

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class StopSignal:
    """Counts SIGTERM, SIGINT and SIGHUP while it is entered, which only the main thread can do."""

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> Self:
        self._wakes, self._woken = socket.socketpair()
        for end in (self._wakes, self._woken):
            end.setblocking(False)
        # The interpreter writes here for every signal; a lock taken in a handler could wait for itself.
        self._wakeup_before = signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._note) for number in STOPPING}
        return self

    def __exit__(self, *raised: object) -> None:
        signal.set_wakeup_fd(self._wakeup_before)
        for number, action in self._before.items():
            signal.signal(number, action)
        self._wakes.close()
        self._woken.close()

    def given(self) -> bool:
        return self.count > 0

    def wait(self, seconds: float) -> bool:
        """Sleep up to so many seconds, less when a signal comes; whether a stop has been given."""
        if not self.given():
            select.select([self._wakes], [], [], seconds)
            self._drain()
        return self.given()

    def pause(self, seconds: float) -> None:
        """Sleep up to so many seconds, less when a further signal comes."""
        select.select([self._wakes], [], [], seconds)
        self._drain()

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.count += 1

    def _drain(self) -> None:
        try:
            self._wakes.recv(4096)
        except BlockingIOError:
            return
