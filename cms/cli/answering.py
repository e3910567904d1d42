"""Says once where the site is, when it really answers."""

import http.client
from collections.abc import Callable, Sequence

SHORT = 0.5  # seconds


class Announcement:
    """look() asks the server until it answers, then prints the address and the lines given."""

    def __init__(self, host: str, port: int, lines: Sequence[str], say: Callable[[str], None]) -> None:
        self._host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked  # nosec B104
        self._port = port
        self._lines = lines
        self._say = say
        self._made = False

    def look(self) -> None:
        if not self._made and self._answers():
            self._made = True
            shown = f"[{self._host}]" if ":" in self._host else self._host
            self._say(f"\nMasthead answers on http://{shown}:{self._port}/")
            self._say(f"The back office is at http://{shown}:{self._port}/admin/")
            for line in self._lines:
                self._say(line)
            self._say("Ctrl+C stops it.\n")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=SHORT)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True
