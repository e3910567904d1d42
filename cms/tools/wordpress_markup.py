"""Tidy HTML as a row of tags and texts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

# Tidy: tags are closed, attributes quoted, and < and > stand for nothing else.
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_VERBATIM = re.compile(r"(<(pre|code)\b[^>]*>.*?</\2>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'([^\s="]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Text:
    source: str


@dataclass(frozen=True, slots=True)
class Tag:
    """Attribute values stay escaped."""

    source: str
    name: str
    closes: bool
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(markup: str) -> Iterator[Tag | Text]:
    """Their sources together are the markup again."""
    position = 0
    for tag in _TAG.finditer(markup):
        if tag.start() > position:
            yield Text(markup[position : tag.start()])
        yield Tag(tag[0], tag[2], bool(tag[1]), dict(_ATTRIBUTE.findall(tag[3])))
        position = tag.end()
    if position < len(markup):
        yield Text(markup[position:])


def outside_code(markup: str, change: Callable[[str], str]) -> str:
    """The markup with what stands outside preformatted text and code changed."""
    parts = _VERBATIM.split(markup)
    # Three a match: what stands before, the match, its tag's name.
    parts[::3] = [change(part) for part in parts[::3]]
    del parts[2::3]
    return "".join(parts)


def escaped_link(address: str) -> str:
    """A link that shows its own address, which is escaped already; without an address nothing."""
    if address.startswith("//"):
        address = f"https:{address}"
    return f'<a href="{address}">{address}</a>' if address else ""
