"""Addresses that stand on a line of their own, which WordPress turns into players and cards, as links."""

import re

from cms.tools.wordpress_markup import Tag, escaped_link, tokens

_LONE_ADDRESS = re.compile(r"(?m)^([ \t]*)(https?://[^\s<>\"]+)([ \t]*)$")
_LEFT_ALONE = {"a", "code", "pre"}


def link_lone_addresses(markup: str) -> str:
    """Tidy HTML in and out; links and code stay as they are."""
    out: list[str] = []
    depth = 0
    for token in tokens(markup):
        if isinstance(token, Tag):
            depth += (-1 if token.closes else 1) * (token.name in _LEFT_ALONE)
            out.append(token.source)
        else:
            out.append(token.source if depth > 0 else _LONE_ADDRESS.sub(_linked, token.source))
    return "".join(out)


def _linked(line: re.Match[str]) -> str:
    return line[1] + escaped_link(line[2]) + line[3]
