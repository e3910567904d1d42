"""The alarm: how any process wakes the worker, on this machine or another. It never fails its caller."""

import logging
from collections.abc import Callable
from threading import Lock
from typing import Any

from flask import Flask

log = logging.getLogger(__name__)


class Alarm:
    """Opens what carries the messages at the first one: many processes never wake anybody."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = Lock()
        self._carrier: Any = None
        self._hear: Callable[[str], None] | None = None

    def wake(self, duty: str) -> None:
        """Tell the worker to look at this duty. When that fails it does so by itself a little later."""
        if not self._app.config["WAKING"]:
            return
        try:
            self._opened().wake(duty)
        except Exception as error:  # whatever it is, the commit before it holds
            log.warning("The worker was not woken, it will look by itself: %s", error)

    def listen(self, hear: Callable[[str], None]) -> Any:
        """Call hear(duty) at each message from now on; what listens, to be stopped. None when it can't."""
        self._hear = hear
        try:
            ear = self._opened().create_consumer()
            ear.start()
        except Exception as error:  # the worker goes on without: it looks by itself
            log.warning("Nobody can wake the worker, it looks by itself: %s", error)
            return None
        return ear

    def close(self) -> None:
        """Let go of what carries the messages; the next one opens it anew."""
        with self._lock:
            if self._carrier is not None:
                self._carrier.storage.close()

    def _pass_on(self, duty: str) -> None:
        if self._hear is not None:
            self._hear(duty)

    def _opened(self) -> Any:
        # Huey and psycopg take a part of a second to load: that is for processes that wake somebody.
        from cms.engines.waking.carriers import carrier_for

        with self._lock:
            if self._carrier is None:
                self._carrier = carrier_for(self._app, self._pass_on)
            return self._carrier
