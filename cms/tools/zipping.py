"""A ZIP archive as it grows: nothing of it is kept once it has left."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

OWNER_READS = 0o600 << 16


class _Pipe(io.RawIOBase):
    """What was written and has not been taken yet. It can't go back, so sizes stand behind their files."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # any buffer is taken; zipfile sends bytes
        self.held.append(bytes(data))
        return len(data)

    def taken(self) -> Iterator[bytes]:
        held, self.held = self.held, []
        yield from held


def zipped(files: Iterable[tuple[str, Iterable[str | bytes]]], moment: datetime) -> Iterator[bytes]:
    """The archive in pieces. Each file is a name and what it holds in pieces; none may pass 2 GiB."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        for name, pieces in files:
            about = zipfile.ZipInfo(name, moment.timetuple()[:6])
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, OWNER_READS
            with archive.open(about, "w") as file:
                for piece in pieces:
                    file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace"))
                    yield from pipe.taken()
            yield from pipe.taken()
    yield from pipe.taken()
