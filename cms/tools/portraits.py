"""Pictures of people: whatever somebody sends is decoded, cut square and drawn anew, or refused."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps

LARGE, SMALL = 320, 96  # pixels of a side
SIZES = (LARGE, SMALL)
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000  # as the file says of itself: a camera's, not a bomb's
MOST_DECODED = 25_000_000  # as they come into memory; a large JPEG is read at a fraction of its size
SHORTEST_SIDE = SMALL
QUALITY = 82

# What Pillow's decoders raise on files that somebody has made for the purpose.
_BROKEN = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError),
    *(EOFError, MemoryError, struct.error, zlib.error),
)


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_HEAVY = "too_heavy"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"


class NoPortrait(Exception):
    """The file can't become a portrait; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Portrait(NamedTuple):
    """WebP files by the length of their sides; `digest` names exactly these."""

    digest: str
    files: dict[int, bytes]


def portrait_of(data: bytes) -> Portrait:
    """The middle of a picture, upright, in both sizes, with nothing else that the file held.

    Only pixels pass: no metadata, no profile, nothing that stood before or behind them. Raises NoPortrait.
    """
    if not data:
        raise NoPortrait(Fault.EMPTY)
    if len(data) > MOST_BYTES:
        raise NoPortrait(Fault.TOO_HEAVY)
    with _opened(data) as image, _decoding():
        square = _square(image)
        files = {size: _webp(square.resize((size, size), Image.Resampling.LANCZOS)) for size in SIZES}
    return Portrait(sha256(files[LARGE]).hexdigest()[:32], files)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NoPortrait(Fault.TOO_LARGE) from None
    except Image.UnidentifiedImageError:
        raise NoPortrait(Fault.UNKNOWN) from None
    except _BROKEN:
        raise NoPortrait(Fault.BROKEN) from None
    with image:
        _require_bounded(image)
        yield image


def _require_bounded(image: Image.Image) -> None:
    if min(image.size) < SHORTEST_SIDE:
        raise NoPortrait(Fault.TOO_SMALL)
    if _pixels(image) > MOST_PIXELS:
        raise NoPortrait(Fault.TOO_LARGE)
    with _decoding():
        image.draft(None, (LARGE, LARGE))  # JPEG alone can; both sides stay that long
    if _pixels(image) > MOST_DECODED:
        raise NoPortrait(Fault.TOO_LARGE)


@contextmanager
def _decoding() -> Iterator[None]:
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NoPortrait(Fault.TOO_LARGE) from None
    except _BROKEN:
        raise NoPortrait(Fault.BROKEN) from None


def _pixels(image: Image.Image) -> int:
    return image.width * image.height


def _square(image: Image.Image) -> Image.Image:
    """The middle, upright, in colours; of what moves the first picture."""
    upright = ImageOps.exif_transpose(image)
    side = min(upright.size)
    left, top = (upright.width - side) // 2, (upright.height - side) // 2
    return _coloured(upright.crop((left, top, left + side, top + side)))


def _coloured(image: Image.Image) -> Image.Image:
    """On white where it lets light through; paper and screens of the night differ, so neither is guessed."""
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off rather than scale
        return image.convert("I").point([level >> 8 for level in range(65536)], "L").convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def _webp(image: Image.Image) -> bytes:
    # Drawn onto a new one: Pillow would carry profile and metadata along.
    bare, file = Image.new("RGB", image.size), BytesIO()
    bare.paste(image)
    bare.save(file, "WEBP", quality=QUALITY, method=4)
    return file.getvalue()
