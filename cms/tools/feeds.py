"""Atom feeds (RFC 4287), built as a tree, so that no title or body can break out of its element."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from cms.tools.html import without_controls

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_XML = "http://www.w3.org/XML/1998/namespace"

ElementTree.register_namespace("", ATOM)


@dataclass(frozen=True)
class FeedEntry:
    """`body` is HTML; `id` is a URI that stays when the address changes."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    author: str
    author_url: str = ""
    summary: str = ""
    body: str = ""
    locale: str = ""
    tags: Sequence[tuple[str, str]] = ()  # term, label


@dataclass(frozen=True)
class Feed:
    """`url` is where the feed stands, `page` what it is a feed of, `base` where links in bodies start."""

    url: str
    page: str
    base: str
    title: str
    subtitle: str = ""
    locale: str = ""
    entries: Sequence[FeedEntry] = ()


def atom(feed: Feed) -> bytes:
    """The document in UTF-8. Of text that no XML can hold, the characters in question are left out."""
    root = ElementTree.Element(_name("feed"), _language(feed.locale))
    _text(root, "id", feed.url)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(max((entry.updated for entry in feed.entries), default=NEVER)))
    _link(root, "self", feed.url, MEDIA_TYPE)
    _link(root, "alternate", feed.page, "text/html")
    for entry in feed.entries:
        root.append(_entry(entry, feed.base))
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _entry(entry: FeedEntry, base: str) -> ElementTree.Element:
    node = ElementTree.Element(_name("entry"), _language(entry.locale))
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    _link(node, "alternate", entry.url, "text/html")
    _text(node, "published", _moment(entry.published))
    _text(node, "updated", _moment(entry.updated))
    author = ElementTree.SubElement(node, _name("author"))
    _text(author, "name", entry.author or "–")
    if entry.author_url:
        _text(author, "uri", entry.author_url)
    for term, label in entry.tags:
        ElementTree.SubElement(node, _name("category"), {"term": _clean(term), "label": _clean(label)})
    if entry.summary:
        _text(node, "summary", entry.summary)
    content = _text(node, "content", entry.body)
    content.attrib.update({"type": "html", f"{{{_XML}}}base": base})
    return node


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    node = ElementTree.SubElement(parent, _name(name))
    node.text = _clean(text)
    return node


def _link(parent: ElementTree.Element, rel: str, href: str, kind: str) -> None:
    ElementTree.SubElement(parent, _name("link"), {"rel": rel, "href": _clean(href), "type": kind})


def _language(locale: str) -> dict[str, str]:
    return {f"{{{_XML}}}lang": locale.replace("_", "-")} if locale else {}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _clean(text: str) -> str:
    return without_controls(text)
