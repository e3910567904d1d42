"""Change where the links and forms of a page lead, and nothing else of it."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from itertools import accumulate

LEADING = {"a": "href", "area": "href", "form": "action"}
_ATTRIBUTE = re.compile(r"""[\s/]+(?P<name>[^\s/=>]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s>]*))?""")


def relinked(page: str, change: Callable[[str], str]) -> str:
    """The page with every address of a link or a form as `change` answers for it."""
    finder = _Finder(page)
    done, pieces = 0, []
    for start, written, name, address in finder.found:
        changed = change(address)
        if changed == address:
            continue
        tag = _with(written, name, changed)
        pieces += [page[done:start], tag]
        done = start + len(written)
    return "".join([*pieces, page[done:]])


def _with(written: str, name: str, address: str) -> str:
    """The start tag with another value of this attribute."""
    place = next(it for it in _ATTRIBUTE.finditer(written) if it["name"].lower() == name)
    return f'{written[: place.start("value")]}"{escape(address)}"{written[place.end("value") :]}'


class _Finder(HTMLParser):
    """Where the tags begin that lead somewhere, how they are written, and where they lead."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str, str, str]] = []
        self._lines = [0, *accumulate(len(line) + 1 for line in page.split("\n"))]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = LEADING.get(tag)
        address = next((value for key, value in attrs if key == name and value), None)
        written = self.get_starttag_text()
        if name and address and written:
            line, column = self.getpos()
            self.found.append((self._lines[line - 1] + column, written, name, address))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
