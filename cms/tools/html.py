"""HTML made safe by one allow-list, and HTML read as text."""

import html
import json
import re
from pathlib import Path

import nh3

ALLOWED = json.loads(Path(__file__).with_name("allowlist.json").read_text(encoding="utf-8"))

_BREAKING_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|br|hr|tr|td|th|table|pre|blockquote|figure|figcaption|dt|dd|section|article)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
_CLOSED_BY_THE_NEXT = ("dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr")
_UNCLOSED = frozenset(_VOID + _CLOSED_BY_THE_NEXT)
_SPACES = re.compile(r"\s+")
# Characters that no XML document and no PostgreSQL text may hold.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _cleaner(tags: list[str], attributes: dict[str, list[str]], link_rel: str | None = None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        attributes={tag: set(names) for tag, names in attributes.items()},
        clean_content_tags=set(ALLOWED["dropped_with_content"]),
        url_schemes=set(ALLOWED["url_schemes"]),
        link_rel=link_rel,
    )


_POST = _cleaner(ALLOWED["tags"], ALLOWED["attributes"])
_COMMENT = _cleaner(ALLOWED["comment_tags"], ALLOWED["comment_attributes"], "nofollow ugc noopener")
_BARE = nh3.Cleaner(tags=set(), clean_content_tags=set(ALLOWED["dropped_with_content"]))


def sanitise(markup: str) -> str:
    """The HTML of a post with only what the allow-list names. Doing it twice changes nothing more."""
    return _POST.clean(without_controls(markup))


def sanitise_comment(markup: str) -> str:
    """The HTML of a comment: a few inline tags, links marked as the writer's own."""
    return _COMMENT.clean(without_controls(markup))


def text_of(markup: str) -> str:
    """The words of HTML on one line, for search, feeds and descriptions."""
    spaced = _BREAKING_TAG.sub(lambda tag: " " + tag.group(), markup)
    return _SPACES.sub(" ", html.unescape(_BARE.clean(without_controls(spaced)))).strip()


def paragraphs(text: str) -> str:
    """Plain text as HTML: an empty line parts paragraphs, a line break stays one, nothing is markup."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "".join(
        f"<p>{html.escape(block.strip(), quote=False).replace(chr(10), '<br>')}</p>"
        for block in blocks
        if block.strip()
    )


def excerpt(markup_or_text: str, length: int = 200) -> str:
    """At most `length` characters, cut between words, with an ellipsis when something is missing."""
    words = text_of(markup_or_text)
    if len(words) <= length:
        return words
    return words[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—") + "…"


def depth_of(markup: str) -> int:
    """How deep elements lie in each other at most; those that need no closing tag are not counted."""
    depth = deepest = 0
    for closing, tag in _TAG.findall(markup):
        if tag.lower() in _UNCLOSED:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def without_controls(text: str) -> str:
    """The text less NUL, lone surrogates and other characters that cannot be stored or shown."""
    return _CONTROLS.sub("", text)


def has_controls(text: str) -> bool:
    """Whether the text holds characters that cannot be stored or shown."""
    return bool(_CONTROLS.search(text))
