"""HTML read as blocks of prose, nothing that a reader sees left out; what is badly nested as it comes."""

import html
import re
from collections import defaultdict
from itertools import groupby
from typing import NamedTuple

from cms.tools.diffing.blocks import PLAIN, Block, Kind, Mark, Marks, Media, Run, Shape
from cms.tools.merging.markup import BLOCKS, TAG, VOID

_SPACES = re.compile(r"[ \t\n\r\f]+")
_ATTRIBUTE = re.compile(r"([^\s\"'=<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    **dict.fromkeys(_HEADINGS, Kind.HEADING),
    "li": Kind.ITEM,
    "dt": Kind.TERM,
    "dd": Kind.DEFINITION,
    "tr": Kind.ROW,
    "pre": Kind.CODE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
}
_MARKS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "italic"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "strike", "del"), "struck"),
    **dict.fromkeys(("u", "ins"), "underlined"),
    "sub": "lowered",
    "sup": "raised",
    "mark": "marked",
    "small": "small",
    "big": "big",
    "q": "quoted",
}
_MEDIA = {"img": "picture", "video": "video", "audio": "audio"}
_BREAKING = BLOCKS | {"picture", "video", "audio"}


def blocks_in(markup: str) -> list[Block]:
    """The blocks in order; those without a word, a picture or a rule are left out."""
    reader, place = _Reader(), 0
    for tag in TAG.finditer(markup):
        reader.text(markup[place : tag.start()])
        reader.tag(tag)
        place = tag.end()
    reader.text(markup[place:])
    reader.end_block()
    return reader.blocks


class _Open(NamedTuple):
    """An element that is open, and what holds for the text in it."""

    name: str = ""
    shape: Shape = Shape()
    lists: int = 0
    numbered: bool = False
    marks: Marks = PLAIN


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open = [_Open()]
        self._names: defaultdict[str, int] = defaultdict(int)
        self._runs: list[Run] = []
        self._shape = Shape()

    def text(self, given: str) -> None:
        if given:
            text = html.unescape(given) if "&" in given else given
            self._add(text if self._names["pre"] else _SPACES.sub(" ", text))

    def tag(self, tag: re.Match[str]) -> None:
        name, closing = (tag["name"] or "").lower(), bool(tag["closing"])
        if name == "br":
            self._add("\n")
        elif name in _BREAKING:
            self._part(name, closing)
        if name in _MEDIA and not closing:
            self._show(name, attributes_of(tag))
        if name == "hr":
            self.blocks.append(Block(self._open[-1].shape._replace(kind=Kind.RULE)))
        elif name and name not in VOID:
            self._close(name) if closing else self._enter(name, tag)

    def end_block(self) -> None:
        if not self._runs:
            return
        runs = _trimmed(_joined(self._runs))
        if runs:
            self.blocks.append(Block(self._shape, tuple(runs)))
        self._runs = []

    def _add(self, text: str) -> None:
        last = self._runs[-1] if self._runs else None
        if not self._names["pre"] and (last is None or last.text[-1:].isspace()) and text[:1] == " ":
            text = text[1:]
        if text:
            self._put(Run(text, self._open[-1].marks))

    def _show(self, name: str, given: dict[str, str]) -> None:
        said = given.get("alt") if name == "img" else given.get("title")
        self._put(Run("", self._open[-1].marks, Media(_MEDIA[name], given.get("src", ""), said)))

    def _put(self, run: Run) -> None:
        if not self._runs:
            self._shape = self._open[-1].shape
        self._runs.append(run)

    def _part(self, name: str, closing: bool) -> None:
        """Where a block begins or ends: within the row of a table it is all one, with its cells apart."""
        if name == "tr" or not self._names["tr"]:
            self.end_block()
        elif name in ("td", "th"):
            if self._runs and not closing:
                self._put(Run("\t"))
        elif self._runs:
            self._add(" ")

    def _enter(self, name: str, tag: re.Match[str]) -> None:
        around, mark = self._open[-1], _mark(name, tag)
        is_list = name in ("ol", "ul")
        lists, numbered = around.lists + is_list, name == "ol" if is_list else around.numbered
        shape = around.shape
        if name == "blockquote":
            shape = shape._replace(quoted=shape.quoted + 1)
        elif name in _KINDS:
            level = lists if name == "li" else _HEADINGS.get(name, 0)
            shape = Shape(_KINDS[name], level, numbered and name == "li", shape.quoted)
        marks = around.marks | {mark} if mark else around.marks
        self._open.append(_Open(name, shape, lists, numbered, marks))
        self._names[name] += 1

    def _close(self, name: str) -> None:
        """Leave the element, and what was left open within it."""
        closed = "" if self._names[name] else name
        while closed != name:
            closed = self._open.pop().name
            self._names[closed] -= 1


def attributes_of(tag: re.Match[str]) -> dict[str, str]:
    """The attributes of a tag that merging.markup.TAG has found, by their names in lower case."""
    found = _ATTRIBUTE.findall(tag["attributes"] or "")
    return {name.lower(): html.unescape(one or two or bare) for name, one, two, bare in reversed(found)}


def _mark(name: str, tag: re.Match[str]) -> Mark | None:
    if name == "a":
        return Mark("link", attributes_of(tag).get("href", ""))
    if name == "abbr":
        return Mark("explained", attributes_of(tag).get("title", ""))
    return Mark(_MARKS[name]) if name in _MARKS else None


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbours of one formatting as one run."""
    joined: list[Run] = []
    for (marks, media), group in groupby(runs, lambda run: (run.marks, run.media)):
        if media:
            joined += group
        else:
            joined.append(Run("".join(run.text for run in group), marks))
    return joined


def _trimmed(runs: list[Run]) -> list[Run]:
    """Less the white space at both ends; the first line of code keeps its indentation."""
    said = [at for at, run in enumerate(runs) if run.media or not run.text.isspace()]
    if not said:
        return []
    kept = runs[said[0] : said[-1] + 1]
    if kept[0].text[:1] == "\n":
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip("\n"))
    if kept[-1].text[-1:].isspace():
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return kept
