"""Whether a page holds nothing that would run but what we put there, and what a reader sees of it."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "cite"}
RUNNING = ("javascript:", "vbscript:", "data:text")
FOREIGN = {"iframe", "object", "embed", "base", "frame", "style"}
SHOWN_ATTRIBUTES = {"value", "title", "content", "alt", "aria-label"}
DATA = {"type": "application/ld+json"}  # no browser runs what stands in a block of that type
TEMPLATES = re.compile("</?template>")


def faults_of(page: str) -> list[str]:
    """What could run, by tag and attribute."""
    return [fault for tag, given in _read(page)[0] for fault in _faults_in(tag, given)]


def text_of_page(page: str) -> str:
    """Everything that a reader, a form field or a search engine gets to see, on one line."""
    return " ".join(" ".join(_read(page)[1]).split())


@lru_cache(maxsize=256)
def _read(page: str) -> tuple[list[tuple[str, dict[str, str]]], list[str]]:
    """Every element with its attributes, as a browser makes them of the page, and every text."""
    elements, words = [], []
    for node in _nodes(page):
        if node.is_text_node:
            words.append(node.text_content or "")
        elif node.is_element_node:
            given = {name: value or "" for name, value in node.attributes.items()}
            elements.append((str(node.tag), given))
            words += [value for name, value in given.items() if name in SHOWN_ATTRIBUTES]
    return elements, words


def _nodes(page: str) -> list[LexborNode]:
    # What a template holds is looked at as well: scripts put it into the page.
    root = LexborHTMLParser(TEMPLATES.sub("", page)).root
    return list(root.traverse(include_text=True)) if root else []


def _faults_in(tag: str, given: dict[str, str]) -> list[str]:
    faults = []
    if tag == "script" and given != DATA and not given.get("src", "").startswith("/static/"):
        faults.append(f"<script {given}>")
    if tag in FOREIGN or (tag == "meta" and "http-equiv" in given):
        faults.append(f"<{tag} {given}>")
    for name, value in given.items():
        if name.startswith("on") or name == "style":
            faults.append(f"<{tag} {name}={value!r}>")
        if name in ADDRESSES and _as_browsers_read(value).startswith(RUNNING):
            faults.append(f"<{tag} {name}={value!r}>")
    return faults


def _as_browsers_read(address: str) -> str:
    """Line ends and tabs fall out of an address wherever they stand, spaces and controls at its beginning."""
    return re.sub(r"[\t\r\n]", "", address).lstrip("".join(map(chr, range(33)))).lower()
