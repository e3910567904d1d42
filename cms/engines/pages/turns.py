"""When many ask for one page that has to be made, one makes it and the others wait for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

PATIENCE = 10.0  # seconds; then who waits makes the page as well


class Turns:
    def __init__(self) -> None:
        self._lock = Lock()
        self._taken: dict[str, tuple[Lock, int]] = {}

    @contextmanager
    def turn(self, name: str) -> Iterator[bool]:
        """Wait until nobody else is at work on this name; whether one had to wait."""
        with self._lock:
            lock, people = self._taken.get(name, (Lock(), 0))
            self._taken[name] = (lock, people + 1)
        held = lock.acquire(blocking=False)
        waited = not held
        held = held or lock.acquire(timeout=PATIENCE)
        try:
            yield waited
        finally:
            if held:
                lock.release()
            self._leave(name)

    def _leave(self, name: str) -> None:
        with self._lock:
            lock, people = self._taken[name]
            if people == 1:
                del self._taken[name]
            else:
                self._taken[name] = (lock, people - 1)
