"""The worker's rounds: what must happen by itself, tried again and again until a stop is given."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cms.cli.signals import StopSignal

SHORTEST_PAUSE = 1.0  # seconds
LONGEST_PAUSE = 60.0

log = logging.getLogger(__name__)


@dataclass
class Chore:
    """One thing the worker does each round; after a failure it rests, twice as long each time."""

    name: str
    do: Callable[[], object]
    rests_until: float = 0.0
    pause: float = SHORTEST_PAUSE

    def attempt(self, now: float) -> None:
        """Do it unless it rests. A failure is logged and never ends the round: the others must go on."""
        if now < self.rests_until:
            return
        try:
            self.do()
        except Exception:  # whatever fails is tried again; it stands in the log with its traceback
            self.rests_until = now + self.pause
            log.exception("%s failed; the next try is in %.0f s", self.name, self.pause)
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        else:
            self.pause = SHORTEST_PAUSE


def work(chores: Sequence[Chore], stop: StopSignal, after: Callable[[], None]) -> None:
    """Attempt every chore once a second until the stop is given; `after` cleans up behind each one."""
    while not stop.given():
        for chore in chores:
            if stop.given():
                return
            chore.attempt(time.monotonic())
            after()
        stop.wait(SHORTEST_PAUSE)
