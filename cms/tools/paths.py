"""Addresses as people type them, made to what redirects compare and lead to."""

import re
from urllib.parse import unquote, urlsplit

_SLASHES = re.compile(r"/{2,}")
_UNFIT = re.compile(r"[\s\\]")


def old_path(text: str, site: str) -> str:
    """A path on this site, unquoted, without a slash at its end; its query stays. Empty where it is none."""
    text = _local(text.strip(), site)
    if not text.startswith("/") or text.startswith("//") or "\\" in text:
        return ""
    path, mark, query = text.partition("#")[0].partition("?")
    bare = "/" + _SLASHES.sub("/", unquote(path)).strip("/")
    return bare + mark + query if query else bare


def destination(text: str, site: str) -> str:
    """A path on this site as old_path() has it, or a whole http(s) address; empty where it is neither.

    A place within the page stays.
    """
    text = _local(text.strip(), site)
    if text.startswith("/"):
        path, mark, place = text.partition("#")
        bare = old_path(path, site)
        return bare + mark + place if bare and place else bare
    if _UNFIT.search(text):
        return ""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
        known = known and (parts.port is None or parts.port > 0)
    except ValueError:
        return ""
    return text if known else ""


def _local(text: str, site: str) -> str:
    """Without the site's own host."""
    return text[len(site) :] or "/" if text == site or text.startswith((f"{site}/", f"{site}?")) else text
