"""Addresses in a sanitised body made whole, for those who read it elsewhere."""

import html
import re
from urllib.parse import urljoin

# As the sanitiser writes them: names in small letters, values in double quotes and escaped.
_TAG = re.compile(r'<[a-z](?:"[^"]*"|[^"<>])*>')
_ATTRIBUTE = re.compile(r'([^\s"=<>/]+)="([^"]*)"')
_LEADING = ("href", "src", "poster", "cite")


def absolute_links(markup: str, base: str) -> str:
    """The HTML with every address as a browser would resolve it on the page `base`."""

    def whole(found: re.Match[str]) -> str:
        name, value = found[1], html.unescape(found[2])
        if name in _LEADING:
            changed = _joined(base, value)
        elif name == "srcset":
            changed = _set_joined(base, value)
        else:
            return found[0]
        return found[0] if changed == value else f'{name}="{html.escape(changed)}"'

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(whole, tag[0]), markup)


def _set_joined(base: str, value: str) -> str:
    """The candidates of a srcset: addresses, each with a width or a density behind it."""
    candidates = [candidate.split(maxsplit=1) for candidate in re.split(r",\s+", value.strip())]
    return ", ".join(" ".join((_joined(base, it[0]), *it[1:])) for it in candidates if it)


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # no address at all, such as http://[
        return address
