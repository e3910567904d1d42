"""The worker's rounds: each duty has a thread that sleeps until something is due or somebody wakes it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread

from flask import Flask

from cms.engines.database import only_looking
from cms.models import now

# A wake can be lost, with a message or the one who sent it; then it is found so many seconds later.
LONGEST_SLEEP = 2.0
SHORTEST_SLEEP = 0.2
SHORTEST_REST = 1.0
LONGEST_REST = 5.0  # when the database answers again, nothing may be later than this

log = logging.getLogger(__name__)


@dataclass
class Chore:
    """`due`: when the next piece is due. `do` does one and commits: how many it did, None without any."""

    name: str
    due: Callable[[], datetime | None]
    do: Callable[[], int | None]
    woken: Event = field(default_factory=Event)
    rest: float = SHORTEST_REST

    def turn(self, app: Flask, stop: Event) -> float:
        """Do all that is due; how many seconds to sleep. Each turn sees the settings as they stand."""
        with app.app_context(), only_looking():
            moment = self.due()
        wait = LONGEST_SLEEP if moment is None else (moment - now()).total_seconds()
        if wait > 0:
            return min(wait, LONGEST_SLEEP)
        while not stop.is_set():
            with app.app_context():
                if self.do() is None:
                    break
        return SHORTEST_SLEEP

    def go_on(self, app: Flask, stop: Event) -> None:
        """Turn after turn until the stop; after a failure it rests, longer each time, whoever wakes it."""
        while not stop.is_set():
            self.woken.clear()
            try:
                sleep = self.turn(app, stop)
            except Exception:  # whatever fails is tried again; it stands in the log with its traceback
                log.exception("%s failed; the next try is in %.0f s", self.name, self.rest)
                stop.wait(self.rest)
                self.rest = min(self.rest * 2, LONGEST_REST)
            else:
                self.rest = SHORTEST_REST
                self.woken.wait(sleep)


class Rounds:
    """All chores at work, each in its thread: one that waits for a mail server holds up no publication."""

    def __init__(self, chores: Sequence[Chore], app: Flask) -> None:
        self._chores = {chore.name: chore for chore in chores}
        self._stop = Event()
        self._threads = [
            Thread(target=chore.go_on, args=(app, self._stop), name=chore.name, daemon=True)
            for chore in chores
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self, name: str) -> None:
        """Let the chore look at once; a name that nobody has is of another release."""
        if chore := self._chores.get(name):
            chore.woken.set()

    def all_go_on(self) -> bool:
        return all(thread.is_alive() for thread in self._threads)

    def stop(self, patience: float) -> None:
        """Let each finish its piece, so many seconds at most for all of them."""
        self._stop.set()
        deadline = now().timestamp() + patience
        for chore in self._chores.values():
            chore.woken.set()
        for thread in self._threads:
            thread.join(max(deadline - now().timestamp(), 0))
