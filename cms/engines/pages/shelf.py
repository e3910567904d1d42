"""Where the pages of a process stand: the latest used, as many as fit."""

from collections import OrderedDict
from threading import Lock

from cms.engines.pages.entry import Entry

ROOM = 64 * 1024 * 1024  # bytes
LARGEST = ROOM // 16


class Shelf:
    """Shared by threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._taken = room, 0
        self._pages: OrderedDict[str, Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, name: str) -> Entry | None:
        """The page, stale or not."""
        with self._lock:
            entry = self._pages.get(name)
            if entry is not None:
                self._pages.move_to_end(name)
            return entry

    def put(self, name: str, entry: Entry) -> None:
        """Keep it; the ones that nobody has asked for longest make room."""
        if entry.size > LARGEST:
            return
        with self._lock:
            self._drop(name)
            self._pages[name] = entry
            self._taken += entry.size
            while self._taken > self._room:
                self._drop(next(iter(self._pages)))

    def drop(self, name: str) -> None:
        with self._lock:
            self._drop(name)

    def _drop(self, name: str) -> None:
        gone = self._pages.pop(name, None)
        if gone is not None:
            self._taken -= gone.size
