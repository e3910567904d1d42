"""Requests as fast as one connection takes them: the bytes are made once, and answers are only counted."""

import socket
import time
from collections.abc import Mapping

TERMINATOR = b"\r\n\r\n"
LONGEST_HEAD = 65_536


class Visitor:
    """One connection that stays open."""

    def __init__(self, port: int) -> None:
        self._address = ("127.0.0.1", port)
        self._socket: socket.socket | None = None

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None
    ) -> tuple[str, list[tuple[str, str]], bytes]:
        """Status line, headers and body."""
        head, body = self._exchange(request_bytes(path, headers or {}))
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = [tuple(line.split(": ", 1)) for line in lines]
        return first.partition(" ")[2], pairs, body  # type: ignore[return-value]  # pairs of two

    def rate(self, path: str, headers: Mapping[str, str], seconds: float) -> float:
        """Requests a second, one after the other."""
        asked, count = request_bytes(path, headers), 0
        self._exchange(asked)
        started = time.perf_counter()
        deadline = started + seconds
        while (now := time.perf_counter()) < deadline:
            self._exchange(asked)
            count += 1
        return count / (now - started)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()

    def _exchange(self, asked: bytes) -> tuple[bytes, bytes]:
        for _try in range(2):
            try:
                return self._once(asked)
            except (ConnectionError, BrokenPipeError):  # the worker was renewed
                self.close()
                self._socket = None
        raise ConnectionError("the server does not answer")

    def _once(self, asked: bytes) -> tuple[bytes, bytes]:
        if self._socket is None:
            self._socket = socket.create_connection(self._address, timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = self._socket
        connection.sendall(asked)
        got = connection.recv(LONGEST_HEAD)
        while TERMINATOR not in got:
            more = connection.recv(LONGEST_HEAD)
            if not more:
                raise ConnectionError("the server hung up")
            got += more
        head, _mark, body = got.partition(TERMINATOR)
        length = _length_of(head)
        parts, have = [body], len(body)
        while have < length:
            more = connection.recv(length - have)
            if not more:
                raise ConnectionError("the server hung up")
            parts.append(more)
            have += len(more)
        return head, b"".join(parts)


def request_bytes(path: str, headers: Mapping[str, str]) -> bytes:
    """A GET as a browser sends it, in the least words."""
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _length_of(head: bytes) -> int:
    start = head.lower().find(b"content-length:")
    if start < 0:
        return 0
    return int(head[start + 15 : head.find(b"\r\n", start) if b"\r\n" in head[start:] else None])
