"""Whether a page holds nothing that would run but what we put there, and what a reader sees of it."""

import re
from functools import lru_cache
from html.parser import HTMLParser

ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "cite"}
RUNNING = ("javascript:", "vbscript:", "data:text")
FOREIGN = {"iframe", "object", "embed", "base", "frame", "style"}
SHOWN_ATTRIBUTES = {"value", "title", "content", "alt", "aria-label"}


class _Watch(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.faults.append(f"<script {attrs}>")
        if tag in FOREIGN or (tag == "meta" and "http-equiv" in given):
            self.faults.append(f"<{tag} {attrs}>")
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name in ADDRESSES and _as_browsers_read(value).startswith(RUNNING):
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name in SHOWN_ATTRIBUTES:
                self.words.append(value)

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _as_browsers_read(address: str) -> str:
    """Line ends and tabs fall out of an address wherever they stand, spaces and controls at its beginning."""
    return re.sub(r"[\t\r\n]", "", address).lstrip("".join(map(chr, range(33)))).lower()


def faults_of(page: str) -> list[str]:
    """What could run, by tag and attribute."""
    return _watched(page).faults


def text_of_page(page: str) -> str:
    """Everything that a reader, a form field or a search engine gets to see, on one line."""
    return " ".join(" ".join(_watched(page).words).split())


@lru_cache(maxsize=256)
def _watched(page: str) -> _Watch:
    watch = _Watch()
    watch.feed(page)
    watch.close()
    return watch
