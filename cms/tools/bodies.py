"""A stored body as a page shows it: headings in order, what is wide reachable by keyboard."""

import html
import re

_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])", re.IGNORECASE)
_PRE = re.compile(r"<pre(?=[\s>])", re.IGNORECASE)
_TABLE = re.compile(r"<table(?=[\s>])", re.IGNORECASE)
_TABLE_END = re.compile(r"</table>", re.IGNORECASE)


def presented(markup: str, table_label: str) -> str:
    """Sanitised HTML for the page whose h1 is the title; `table_label` names what scrolls sideways."""
    return _scrolling(_outlined(markup), table_label)


def _outlined(markup: str) -> str:
    """Headings begin at h2 and skip no level, whatever their writer used them for."""
    above: list[int] = []

    def place(found: re.Match[str]) -> str:
        closing, level = found[1], int(found[2])
        if not closing:
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        return f"<{closing}h{min(len(above) + 1, 6)}"

    return _HEADING.sub(place, markup)


def _scrolling(markup: str, label: str) -> str:
    frame = f'<div class="wide" role="group" tabindex="0" aria-label="{html.escape(label)}">'
    markup = _PRE.sub('<pre tabindex="0"', markup)
    markup = _TABLE.sub(lambda found: frame + found[0], markup)
    return _TABLE_END.sub(lambda found: found[0] + "</div>", markup)
