"""Atom (RFC 4287)."""

from xml.etree import ElementTree

from cms.tools.feeds.description import Feed, FeedEntry, language, moment
from cms.tools.feeds.tree import ATOM, LANG, added, document

MEDIA_TYPE = "application/atom+xml"


def atom(feed: Feed) -> bytes:
    """The document in UTF-8."""
    root = ElementTree.Element("feed", {"xmlns": ATOM, **_language(feed.locale)})
    added(root, "id", feed.url)
    added(root, "title", feed.title)
    if feed.subtitle:
        added(root, "subtitle", feed.subtitle)
    added(root, "updated", moment(feed.updated))
    added(root, "link", rel="self", href=feed.url, type=MEDIA_TYPE)
    added(root, "link", rel="alternate", href=feed.page, type="text/html")
    for entry in feed.entries:
        root.append(_entry(entry))
    return document(root)


def _entry(entry: FeedEntry) -> ElementTree.Element:
    node = ElementTree.Element("entry", _language(entry.locale))
    added(node, "id", entry.id)
    added(node, "title", entry.title)
    added(node, "link", rel="alternate", href=entry.url, type="text/html")
    added(node, "published", moment(entry.published))
    added(node, "updated", moment(entry.updated))
    author = added(node, "author")
    added(author, "name", entry.author or "–")
    if entry.author_url:
        added(author, "uri", entry.author_url)
    for term, label in entry.tags:
        added(node, "category", term=term, label=label)
    if entry.summary:
        added(node, "summary", entry.summary)
    added(node, "content", entry.body, type="html")
    return node


def _language(locale: str) -> dict[str, str]:
    return {LANG: language(locale)} if locale else {}
