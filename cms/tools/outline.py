"""What a text is built of: its headings, pictures and links, read from HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_LEVELS = {f"h{level}": level for level in range(1, 7)}


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Picture:
    """`alt` is None when nothing at all is said about it; an empty one says that it only decorates."""

    src: str
    alt: str | None


@dataclass
class Outline:
    """Each in the order of the text."""

    headings: list[Heading] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def outline_of(markup: str) -> Outline:
    """Read the HTML; what is badly nested is read as far as it goes."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    reader.end_heading()
    return reader.outline


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = Outline()
        self._level = 0
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _LEVELS:
            self.end_heading()
            self._level, self._words = _LEVELS[tag], []
        elif tag == "img":
            alt = (given["alt"] or "") if "alt" in given else None
            self.outline.pictures.append(Picture(given.get("src") or "", alt))
            # A picture in a heading is read out by its text.
            self._words.append(alt or "")
        elif tag == "a" and given.get("href"):
            self.outline.links.append(given["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEVELS:
            self.end_heading()

    def handle_data(self, data: str) -> None:
        if self._level:
            self._words.append(data)

    def end_heading(self) -> None:
        if self._level:
            self.outline.headings.append(Heading(self._level, " ".join("".join(self._words).split())))
        self._level = 0
