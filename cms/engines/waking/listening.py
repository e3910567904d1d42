"""The worker's ear: huey's consumer, inside a process whose signals are its own."""

import logging
import time
from typing import Any

from huey.consumer import Consumer

LONGEST_NAP = 0.5  # seconds between two looks into the file, where the database can't call
FAREWELL = 3.0  # seconds that its threads get to end; nothing is lost with them
QUIET = 60.0  # seconds between two complaints about the same trouble


class Ear(Consumer):
    """One thread that hears. Huey's own schedule is not used: the rows say when they are due."""

    def __init__(self, carrier: Any) -> None:
        super().__init__(
            carrier,
            workers=1,
            periodic=False,
            max_delay=LONGEST_NAP,
            scheduler_interval=60,
            shutdown_timeout=FAREWELL,
        )
        # In the thread that heard: on PostgreSQL it has a connection of its own.
        carrier.on_shutdown("close")(carrier.storage.close)
        for name in ("Worker", "Scheduler"):
            logging.getLogger(f"huey.consumer.{name}").addFilter(SeldomTheSame())

    def _set_signal_handlers(self) -> None:
        """The process has its own."""


class SeldomTheSame(logging.Filter):
    """Lets a message through once a minute: a broken store would be complained of twice a second."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        moment, key = time.monotonic(), str(record.msg)
        if moment - self._told.get(key, -QUIET) < QUIET:
            return False
        self._told[key] = moment
        return True
