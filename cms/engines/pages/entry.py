"""A page that is kept: its answer ready to be sent, whole or as “you have it already”."""

import gzip
import hashlib
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from functools import partial

import brotli

Headers = list[tuple[str, str]]
PLAIN, GZIP, BROTLI = "", "gzip", "br"
WORTH_PACKING = 860  # bytes; less fits into one packet anyway
_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    BROTLI: partial(brotli.compress, quality=5),
    GZIP: partial(gzip.compress, compresslevel=6, mtime=0),
}
_PACKED = ("text/", "application/json", "application/feed+json", "application/xml", "application/atom+xml")
_PACKED_TYPES = (*_PACKED, "application/rss+xml", "image/svg+xml")
_OWN = frozenset({"content-length", "etag", "last-modified", "date"})


@dataclass(slots=True)
class Entry:
    """`made_at` is the number of the change before which its making began, `until` the moment it ends at.

    Forms of the body that clients ask for are packed at the first question and kept.
    """

    era: str
    made_at: int
    keys: frozenset[str]
    headers: Headers
    body: bytes
    until: datetime | None = None
    post_id: int | None = None
    # The second after it was made. In the very second two pages could be told apart by their ETag only.
    since: int = field(default_factory=lambda: math.ceil(time.time()))
    etag: str = ""
    _packed: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.etag = self.etag or hashlib.sha256(self.body).hexdigest()[:20]

    @property
    def size(self) -> int:
        """About how many bytes it takes, with two packed forms of a third each."""
        return len(self.body) * 5 // 3 + 500 + sum(map(len, self.keys))

    def is_over(self) -> bool:
        """Whether its time has come, though nothing has changed."""
        return self.until is not None and datetime.now(UTC) >= self.until

    def form_for(self, accepted: str) -> str:
        """The encoding to send to who accepts these."""
        if len(self.body) < WORTH_PACKING or not self._is_text():
            return PLAIN
        return next(
            (name for name in (BROTLI, GZIP) if name in accepted and f"{name};q=0" not in accepted), PLAIN
        )

    def bytes_in(self, form: str) -> bytes:
        if form == PLAIN:
            return self.body
        if form not in self._packed:
            self._packed[form] = _PACKERS[form](self.body)
        return self._packed[form]

    def tag_in(self, form: str) -> str:
        """Strong, so another one for each form (RFC 9110, 8.8.3)."""
        return f'"{self.etag}{"-" + form if form else ""}"'

    def is_known_to(self, matches: str | None, modified: str | None, form: str) -> bool:
        """Whether the client has this page already, by If-None-Match or else by If-Modified-Since."""
        if matches is not None:
            return matches.strip() == "*" or any(
                part.strip().removeprefix("W/") == self.tag_in(form) for part in matches.split(",")
            )
        return modified is not None and modified == self.modified()

    def modified(self) -> str | None:
        """The date of Last-Modified; none within the second in which another page could still bear it."""
        return formatdate(self.since, usegmt=True) if time.time() >= self.since else None

    def headers_in(self, form: str) -> Headers:
        more: Headers = [("ETag", self.tag_in(form)), ("Vary", "Accept-Encoding")]
        if modified := self.modified():
            more.append(("Last-Modified", modified))
        if form:
            more.append(("Content-Encoding", form))
        return [*self.headers, *more]

    def _is_text(self) -> bool:
        kind = next((value for name, value in self.headers if name == "Content-Type"), "")
        return kind.startswith(_PACKED_TYPES)


def kept_headers(headers: Iterable[tuple[str, str]]) -> Headers:
    """Those of an answer that go with every form of it."""
    return [(name, value) for name, value in headers if name.lower() not in _OWN]
