"""Paragraphs and line breaks from empty lines and line ends, as WordPress reads classic content."""

import re
from collections.abc import Iterable

from cms.tools.wordpress_markup import Tag, Text, tokens

# What an element of flow makes of the loose text in it.
_ALWAYS = {"article", "aside", "blockquote", "center", "footer", "header", "section"}
_WHEN_SEVERAL = {"dd", "details", "div", "li", "td", "th"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LINES = {"address", "caption", "dt", "figcaption", "figure", "p", "summary", *_HEADINGS}
_NEVER = {"colgroup", "dl", "ol", "pre", "table", "tbody", "tfoot", "thead", "tr", "ul"}
_ALONE = {"col", "hr"}
_BLOCKS = _ALWAYS | _WHEN_SEVERAL | _LINES | _NEVER | _ALONE

_EMPTY_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_BREAK = re.compile(r"(<br[^>]*>)?[ \t]*\n[ \t]*")
_SHOWN = re.compile(r"[^\s<]|<(?:audio|img|picture|video)\b|&")
_TAGS = re.compile(r"<[^>]*>")


def with_paragraphs(markup: str) -> str:
    """Tidy HTML in, HTML out whose loose text stands in paragraphs. Preformatted text is left alone."""
    return _Walk().through(tokens(markup))


class _Walk:
    """`inside` holds the open blocks, `loose` the inline markup gathered since the last block's edge."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.preformatted = 0
        self.loose: list[str] = []
        self.out: list[str] = []

    def through(self, markup: Iterable[Tag | Text]) -> str:
        for token in markup:
            if isinstance(token, Tag) and token.name in _BLOCKS:
                self._set_down()
                self.out.append(token.source)
                self._cross_edge(token)
            else:
                # Only a text's line ends mean anything.
                self.loose.append(
                    token.source if isinstance(token, Text) else token.source.replace("\n", " ")
                )
        self._set_down()
        return "".join(self.out)

    def _cross_edge(self, tag: Tag) -> None:
        if tag.name in _ALONE:
            return
        if tag.name == "pre":
            self.preformatted += -1 if tag.closes else 1
        if not tag.closes:
            self.inside.append(tag.name)
        elif self.inside:
            self.inside.pop()

    def _set_down(self) -> None:
        loose = "".join(self.loose)
        self.loose.clear()
        if loose:
            verbatim = self.preformatted or not _shows_something(loose)
            self.out.append(loose if verbatim else _laid_out(loose, self.inside[-1] if self.inside else ""))


def _shows_something(loose: str) -> bool:
    return bool(_SHOWN.search(_TAGS.sub(_only_shown, loose)))


def _laid_out(loose: str, around: str) -> str:
    if around in _NEVER:
        return loose
    chunks = [_with_breaks(chunk.strip()) for chunk in _EMPTY_LINE.split(loose) if chunk.strip()]
    if around == "p":
        return "</p>\n<p>".join(chunks)
    if around in _LINES:
        return "<br><br>".join(chunks)
    if around in _WHEN_SEVERAL and len(chunks) == 1:
        return chunks[0]
    return "".join(f"<p>{chunk}</p>\n" for chunk in chunks)


def _only_shown(tag: re.Match[str]) -> str:
    """Nothing for a tag that shows nothing by itself."""
    return tag[0] if _SHOWN.match(tag[0]) else ""


def _with_breaks(chunk: str) -> str:
    return _BREAK.sub("<br>\n", chunk)
