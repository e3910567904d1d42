"""Headings of a text brought in line beneath the title of the page that shows it."""

import re

_HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])", re.IGNORECASE)


def beneath_title(markup: str) -> str:
    """Sanitised HTML whose highest heading is an h2: the h1 is the title of the page."""
    levels = [int(level) for _, level in _HEADING.findall(markup)]
    shift = 2 - min(levels, default=2)
    if not shift:
        return markup
    return _HEADING.sub(lambda found: f"{found[1]}{min(int(found[2]) + shift, 6)}", markup)
