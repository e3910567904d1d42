"""Passages of a text: a quote with a little of what stands around it, found again and marked.

The fields are those of the TextQuoteSelector in the W3C's Web Annotation Data Model.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import islice, pairwise

AROUND = 40  # characters kept on each side
MOST_TRIED = 20  # places at which the same words stand
BLOCKS = frozenset(
    (
        *("p", "li", "blockquote", "pre", "figcaption", "td", "th", "dt", "dd", "div", "section", "table"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "figure", "hr", "caption", "summary"),
    )
)


@dataclass(frozen=True)
class Passage:
    """`key` names the mark in the page. An empty quote stands for the whole text."""

    key: str
    quote: str
    before: str = ""
    after: str = ""


def surroundings(text: str, quote: str) -> tuple[str, str]:
    """What stands before and after the first place of the quote in a plain text; empty if it has none."""
    found = _pattern(quote).search(text) if quote.strip() else None
    if found is None:
        return "", ""
    return text[max(found.start() - AROUND, 0) : found.start()], text[found.end() : found.end() + AROUND]


def stands_in(text: str, quote: str) -> bool:
    """Whether the passage is still in a plain text; the whole text, which an empty quote means, always is."""
    return not quote.strip() or _pattern(quote).search(text) is not None


def paragraphs(markup: str) -> list[str]:
    """The words of each paragraph, heading or item of sanitised HTML, in order; blank ones are left out."""
    blocks = (" ".join(block.split()) for block in _Reader(markup).blocks)
    return [block for block in blocks if block]


def with_passages(markup: str, passages: Iterable[Passage]) -> str:
    """Sanitised HTML with each passage in a <mark>; one that runs across tags in several.

    One that overlaps another or is not there any more is left out.
    """
    reader = _Reader(markup)
    spans: list[tuple[int, int, str]] = []
    for passage in passages:
        place = _place(reader, passage)
        if place and all(place[1] <= start or place[0] >= end for start, end, _ in spans):
            spans.append((*place, passage.key))
    return "".join(_pieces(reader, sorted(spans)))


def _place(reader: "_Reader", passage: Passage) -> tuple[int, int] | None:
    """Of the places where the words stand, the one whose surroundings are most alike."""
    if not passage.quote.strip():
        return None
    found = (match.span() for match in _pattern(passage.quote).finditer(reader.text))
    tried = islice(found, MOST_TRIED)
    return max(tried, key=lambda span: _likeness(reader.text, span, passage), default=None)


def _likeness(text: str, span: tuple[int, int], passage: Passage) -> int:
    before = _common(reversed(_bare(text[: span[0]][-2 * AROUND :])), reversed(_bare(passage.before)))
    return before + _common(_bare(text[span[1] : span[1] + 2 * AROUND]), _bare(passage.after))


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _bare(text: str) -> str:
    return "".join(text.split())


def _pattern(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, quote.split())))


def _pieces(reader: "_Reader", spans: list[tuple[int, int, str]]) -> Iterator[str]:
    for start, piece in reader.pieces:
        if start is None:
            yield piece
        else:
            yield _marked(piece, start, spans)


def _marked(text: str, start: int, spans: list[tuple[int, int, str]]) -> str:
    """A stretch of text, which begins at `start` of the whole, with its marks."""
    end = start + len(text)
    within = [(max(left, start), min(right, end), left, key) for left, right, key in spans]
    within = [it for it in within if it[0] < it[1] and text[it[0] - start : it[1] - start].strip()]
    cuts = [0, *(cut - start for span in within for cut in span[:2]), len(text)]
    parts = [escape(text[left:right], quote=False) for left, right in pairwise(cuts)]
    for number, (place, _, first, key) in enumerate(within):
        name = f' id="{escape(key)}"' if place == first else ""
        parts[2 * number + 1] = f'<mark class="passage"{name}>{parts[2 * number + 1]}</mark>'
    return "".join(parts)


class _Reader(HTMLParser):
    """The page as pieces: tags as they were written, and stretches of text with where each begins."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[int | None, str]] = []
        self._texts: list[str] = []
        self._length = 0
        self.blocks = [""]
        self.feed(markup)
        self.close()
        self.text = "".join(self._texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append((None, self.get_starttag_text() or ""))
        self._end_block(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append((None, f"</{tag}>"))
        self._end_block(tag)

    def handle_data(self, data: str) -> None:
        self.pieces.append((self._length, data))
        self._texts.append(data)
        self._length += len(data)
        self.blocks[-1] += data

    def _end_block(self, tag: str) -> None:
        if tag in BLOCKS:
            self.blocks.append("")
        elif tag == "br":
            self.blocks[-1] += " "
