"""Sitemaps as sitemaps.org describes them, and the index that leads to their parts."""

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree

from cms.tools.html import without_controls

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(pages: Iterable[tuple[str, datetime | None]]) -> bytes:
    """Addresses, each with the moment of its last change where that is known."""
    root = ElementTree.Element("urlset", {"xmlns": NAMESPACE})
    for address, changed in pages:
        page = _located(root, "url", address)
        if changed:
            moment = changed.astimezone(UTC).isoformat(timespec="seconds")
            ElementTree.SubElement(page, "lastmod").text = moment
    return _document(root)


def sitemap_index(parts: Iterable[str]) -> bytes:
    """Where the parts of a large sitemap are."""
    root = ElementTree.Element("sitemapindex", {"xmlns": NAMESPACE})
    for address in parts:
        _located(root, "sitemap", address)
    return _document(root)


def _located(root: ElementTree.Element, name: str, address: str) -> ElementTree.Element:
    node = ElementTree.SubElement(root, name)
    ElementTree.SubElement(node, "loc").text = without_controls(address)
    return node


def _document(root: ElementTree.Element) -> bytes:
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
