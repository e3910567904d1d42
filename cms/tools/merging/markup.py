"""HTML taken apart without losing a byte: into blocks, into words and tags."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

# Possessive throughout: no input makes the search go back, so its time stays linear.
TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[a-zA-Z][^\s<>/\"']*+)"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|<![^<>]*+>"
)
_BLOCK_NAMES = """
    address article aside blockquote caption center col colgroup dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary
    table tbody td tfoot th thead tr ul
"""
_VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
BLOCKS = frozenset(_BLOCK_NAMES.split())
VOID = frozenset(_VOID_NAMES.split())
# A browser closes the outer of two such elements, so one within the other is no text anybody wrote.
_NEVER_IN_ITSELF = frozenset(("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "p"))

# Scripts written without spaces: every character stands for itself.
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SOLID = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_WORD = re.compile(rf"{TAG.pattern}|\s+|[{UNSPACED}]|[^\s<{UNSPACED}]+|<")


def blocks_of(markup: str) -> list[str]:
    """The outermost blocks and the white space between them; joined, they are the markup again.

    Text and inline elements that stand in no block are one block until the next begins.
    """
    cuts = [0, *_cuts(markup), len(markup)]
    return [part for start, end in pairwise(cuts) for part in _apart(markup[start:end])]


def words_of(markup: str) -> list[str]:
    """Tags, words with their punctuation, and white space; joined, they are the markup again."""
    return [found.group() for found in _WORD.finditer(markup)]


def is_loose(block: str) -> bool:
    """Whether it is text or an inline element, standing in no block."""
    first = TAG.match(block)
    return not block.isspace() and (not first or (first["name"] or "").lower() not in BLOCKS)


def is_tag(token: str) -> bool:
    return len(token) > 1 and token[0] == "<"


def are_alike(block: str, other: str) -> bool:
    """Whether the two share at least half of their words. What has no words is like its equal only."""
    words, others = prose_of(block), prose_of(other)
    return block == other or 2 * (words & others).total() >= max(words.total(), others.total(), 1)


def prose_of(markup: str) -> Counter[str]:
    """How often each word stands in the markup."""
    return Counter(_SOLID.findall(TAG.sub(" ", markup)))


def lasting(base: str, mine: str, theirs: str) -> Counter[str]:
    """The words that neither side removed, however they were moved."""
    before, one, other = map(prose_of, (base, mine, theirs))
    return before & one & other & ((one + other) - before)


def is_balanced(markup: str) -> bool:
    """Whether every element is closed where it was opened, and none stands where a browser would move it."""
    unclosed: list[str] = []
    for tag in TAG.finditer(markup):
        name = (tag["name"] or "").lower()
        if not name or name in VOID:
            continue
        if not tag["closing"]:
            if name in _NEVER_IN_ITSELF and name in unclosed:
                return False
            unclosed.append(name)
        elif not unclosed or unclosed.pop() != name:
            return False
    return not unclosed


def opened(block: str) -> tuple[str, str, str] | None:
    """A block's opening tag, what it encloses, and its closing tag; None when it is no single element."""
    first = TAG.match(block)
    if not first or first["closing"] or (first["name"] or "").lower() not in BLOCKS - VOID:
        return None
    closing = f"</{first['name']}>"
    if first.end() + len(closing) > len(block) or not block.endswith(closing):
        return None
    return first.group(), block[first.end() : -len(closing)], closing


def _cuts(markup: str) -> Iterator[int]:
    """Where outermost blocks begin and end."""
    depth, in_block = 0, False
    for tag in TAG.finditer(markup):
        name = (tag["name"] or "").lower()
        outermost = depth == 0
        if outermost:
            in_block = name in BLOCKS
        if outermost and in_block:
            yield tag.start()
        if name and name not in VOID:
            depth = max(depth - 1, 0) if tag["closing"] else depth + 1
        if in_block and depth == 0:
            yield tag.end()


def _apart(text: str) -> Iterator[str]:
    core = text.strip()
    before = len(text) - len(text.lstrip())
    yield from filter(None, (text[:before], core, text[before + len(core) :]))
