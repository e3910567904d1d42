"""What other sites show within a text: which hosts may, and how a stored link becomes a frame of theirs."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from math import cos, radians
from typing import Any
from urllib.parse import urlsplit

from cms.tools.html import ALLOWED

# As the editor writes it. In an attribute's value quotes are escaped, so this stands nowhere else.
_STORED = re.compile(r'<figure class="embed">\s*<a href="([^"]*)">([^<]*)</a>\s*</figure>')
_MAP_WIDTH, _MAP_HEIGHT = 2.5, 1.5  # tiles of a map, about 640 × 384 pixels
_LAST_ZOOM = 19


@dataclass(frozen=True)
class Embed:
    """`page` is what people visit, `frame` what stands in the text; `shape` is film, sound or page."""

    host: str
    shape: str
    page: str
    frame: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.frame)
        return f"{parts.scheme}://{parts.netloc}"


def embed_of(address: str) -> Embed | None:
    """What this address shows; None for every address that is not a known page of a host on the list."""
    for host in ALLOWED["embeds"]:
        for page in host["pages"]:
            if found := re.fullmatch(page, address, re.ASCII):
                return Embed(host["name"], host["shape"], address, _frame(host, found))
    return None


def with_embeds(markup: str, card: Callable[[Embed, str], str]) -> tuple[str, set[str]]:
    """Sanitised HTML with a card for each stored embed, and the origins that the frames come from.

    `card` gets the embed and its title as plain text, empty if nobody gave it one. What no host on the
    list shows stays a link.
    """
    origins: set[str] = set()

    def shown(stored: re.Match[str]) -> str:
        embed = embed_of(html.unescape(stored[1]))
        if embed is None:
            return stored[0]
        origins.add(embed.origin)
        title = html.unescape(stored[2]).strip()
        return card(embed, "" if title == embed.page else title)

    return _STORED.sub(shown, markup), origins


def _frame(host: dict[str, Any], found: re.Match[str]) -> str:
    frame: str = host["frame"]
    parts = found.groups()
    return frame.format(box=_box(*map(float, parts))) if "{box}" in frame else frame.format(*parts)


def _box(zoom: float, latitude: float, longitude: float) -> str:
    """West, south, east and north of a map around this place."""
    tile = 360 / 2 ** min(zoom, _LAST_ZOOM)  # degrees of longitude
    across, up = tile * _MAP_WIDTH / 2, tile * _MAP_HEIGHT / 2 * cos(radians(latitude))
    edges = (longitude - across, latitude - up, longitude + across, latitude + up)
    return ",".join(f"{edge:.5f}" for edge in edges)
