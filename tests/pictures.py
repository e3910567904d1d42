"""Pictures as people send them, and as nobody should."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def plain(colour: Any = "teal", size: tuple[int, int] = (200, 200), mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, colour)


def picture(colour: Any = "teal") -> bytes:
    """One that nobody could mind."""
    return encoded(plain(colour))


def halves(upper: str, lower: str) -> Image.Image:
    image = plain(lower)
    image.paste(upper, (0, 0, 200, 100))
    return image


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is that large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def read(file: bytes) -> Image.Image:
    return Image.open(BytesIO(file))
