"""A byte stream that counts what was read and passes over what no XML parser would take."""

from typing import BinaryIO

# Exports of old databases carry these; XML forbids them, so a parser would stop at the first.
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class LenientStream:
    """`position` is the number of bytes read from the file so far."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.position = 0
        self._wide = False
        self._begun = False

    def read(self, size: int = -1) -> bytes:
        """Empty at the end of the file alone."""
        while chunk := self.file.read(size):
            self.position += len(chunk)
            if cleaned := self._cleaned(chunk):
                return cleaned
        return b""

    def rewind(self) -> bool:
        """Begin anew at the start of the file; False, and nothing done, where that can't be, as in a pipe."""
        if not self.file.seekable():
            return False
        self.file.seek(0)
        self.position, self._wide, self._begun = 0, False, False
        return True

    def _cleaned(self, chunk: bytes) -> bytes:
        if not self._begun:
            self._wide = chunk.startswith(_WIDE)
        if self._wide:
            self._begun = True
            return chunk
        chunk = chunk.translate(None, _CONTROLS)
        if not self._begun:
            # Plug-ins leave empty lines before the XML declaration, where nothing may stand.
            chunk = chunk.lstrip()
            self._begun = bool(chunk)
        return chunk
