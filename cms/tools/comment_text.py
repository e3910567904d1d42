"""What people type as a comment, as HTML: paragraphs, emphasis, code, quotes, lists and addresses.

A small part of Markdown, read in one pass: every line break stays one, and whatever looks like HTML is shown
as it was typed. The result still goes through the allow-list of comments.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

DEEPEST_QUOTE = 5

_FENCE = re.compile(r" {0,3}(`{3,})[^`]*$")
_QUOTE = re.compile(r" {0,3}> ?")
_BULLET = re.compile(r" {0,3}[-*+] +(?=\S)")
_NUMBER = re.compile(r" {0,3}(\d{1,3})[.)] +(?=\S)")
_INLINE = re.compile(r"(?P<code>`+)|(?P<url>https?://[^\s<>\"`*]+)|(?P<stars>\*+)", re.IGNORECASE)
_MARKS = {"*": ("<em>", "</em>"), "**": ("<strong>", "</strong>"), "***": ("<strong><em>", "</em></strong>")}
_TRAILING = ".,;:!?'\"…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def rendered(text: str) -> str:
    """The HTML of a comment."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    return "".join(_blocks(lines, 0))


def addresses_in(text: str) -> list[str]:
    """Every address that becomes a link, in order."""
    return [_split_url(found.group("url"))[0] for found in _INLINE.finditer(text) if found.group("url")]


def _blocks(lines: Sequence[str], depth: int) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif fence := _FENCE.match(line):
            end = _fence_end(lines, at + 1, fence.group(1))
            yield f"<pre><code>{html.escape(chr(10).join(lines[at + 1 : end]), quote=False)}</code></pre>"
            at = end + 1
        elif _QUOTE.match(line) and depth < DEEPEST_QUOTE:
            end = _while(lines, at, _QUOTE)
            inner = [_QUOTE.sub("", each, count=1) for each in lines[at:end]]
            yield f"<blockquote>{''.join(_blocks(inner, depth + 1))}</blockquote>"
            at = end
        elif begins := _list_at(line):
            items, at = _items(lines, at, begins)
            yield f"<{begins}>{''.join(f'<li>{_lines(item)}</li>' for item in items)}</{begins}>"
        else:
            end = _paragraph_end(lines, at, depth)
            yield f"<p>{_lines(lines[at:end])}</p>"
            at = end


def _fence_end(lines: Sequence[str], start: int, fence: str) -> int:
    """The line that closes the code; where none does, it goes on to the end."""
    closing = (at for at in range(start, len(lines)) if lines[at].strip().startswith(fence))
    return next(closing, len(lines))


def _while(lines: Sequence[str], at: int, pattern: re.Pattern[str]) -> int:
    while at < len(lines) and pattern.match(lines[at]):
        at += 1
    return at


def _list_at(line: str) -> str:
    """Which list begins here. A year with a full stop behind it begins none."""
    if _BULLET.match(line):
        return "ul"
    number = _NUMBER.match(line)
    return "ol" if number and number.group(1) == "1" else ""


def _items(lines: Sequence[str], at: int, kind: str) -> tuple[list[list[str]], int]:
    """The items of a list, each as its lines, and where the list ends. Numbers must count on."""
    items: list[list[str]] = []
    pattern = _BULLET if kind == "ul" else _NUMBER
    while at < len(lines):
        line = lines[at]
        mark = pattern.match(line)
        if mark and (kind == "ul" or int(mark.group(1)) == len(items) + 1):
            items.append([line[mark.end() :]])
        elif items and line.startswith("  ") and line.strip() and not mark:
            items[-1].append(line.strip())
        else:
            break
        at += 1
    return items, at


def _paragraph_end(lines: Sequence[str], at: int, depth: int) -> int:
    end = at + 1
    while end < len(lines) and lines[end].strip():
        line = lines[end]
        if _FENCE.match(line) or _list_at(line) or (_QUOTE.match(line) and depth < DEEPEST_QUOTE):
            break
        end += 1
    return end


def _lines(lines: Sequence[str]) -> str:
    return _inline("\n".join(line.strip() for line in lines)).replace("\n", "<br>")


@dataclass
class _Inline:
    """The pieces so far; of each mark, where it was opened last."""

    pieces: list[str] = field(default_factory=list)
    opened: dict[str, int] = field(default_factory=dict)

    def add(self, text: str) -> None:
        self.pieces.append(html.escape(text, quote=False))

    def mark(self, stars: str, before: str, behind: str) -> None:
        """Close what is open; else open it, if it stands before a word and not in one."""
        closes = before.strip() and not behind.isalnum()
        if closes and stars in self.opened:
            at = self.opened[stars]
            self.opened = {other: place for other, place in self.opened.items() if place < at}
            self.pieces[at], closing = _MARKS[stars]
            self.pieces.append(closing)
            return
        if stars in _MARKS and behind.strip() and not before.isalnum() and stars not in self.opened:
            self.opened[stars] = len(self.pieces)
        self.add(stars)


def _inline(text: str) -> str:
    out, at = _Inline(), 0
    while found := _INLINE.search(text, at):
        out.add(text[at : found.start()])
        at = found.end()
        if stars := found.group("stars"):
            out.mark(stars, text[: found.start()][-1:], text[at : at + 1])
        elif url := found.group("url"):
            url, rest = _split_url(url)
            out.pieces.append(f'<a href="{html.escape(url)}">{html.escape(url, quote=False)}</a>')
            at -= len(rest)
        else:
            at = _code(out, text, found.group("code"), at)
    out.add(text[at:])
    return "".join(out.pieces)


def _code(out: _Inline, text: str, ticks: str, at: int) -> int:
    """Code up to the same number of backticks on the line; else they are only backticks. Where it ends."""
    end_of_line = text.find("\n", at)
    end = text.find(ticks, at, end_of_line if end_of_line >= 0 else len(text)) if len(ticks) < 3 else -1
    if end <= at:
        out.add(ticks)
        return at
    out.pieces.append(f"<code>{html.escape(text[at:end], quote=False)}</code>")
    return end + len(ticks)


def _split_url(url: str) -> tuple[str, str]:
    """The address, and the punctuation behind it that belongs to the sentence."""
    end = len(url)
    while end:
        last = url[end - 1]
        alone = last in _PAIRS and url.count(last, 0, end) > url.count(_PAIRS[last], 0, end)
        if last not in _TRAILING and not alone:
            break
        end -= 1
    return url[:end], url[end:]
