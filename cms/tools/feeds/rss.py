"""RSS 2.0, with the usual additions: the whole text, who wrote it, when it changed, its picture."""

from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree

from cms.tools.feeds.description import Feed, FeedEntry, language, moment
from cms.tools.feeds.tree import ATOM, CONTENT, DC, MEDIA, added, document

MEDIA_TYPE = "application/rss+xml"


def rss(feed: Feed) -> bytes:
    """The document in UTF-8."""
    root = ElementTree.Element("rss", {"version": "2.0"})
    channel = added(root, "channel")
    added(channel, "title", feed.title)
    added(channel, "link", feed.page)
    added(channel, "description", feed.subtitle or feed.title)
    if feed.locale:
        added(channel, "language", language(feed.locale))
    if feed.entries:
        added(channel, "lastBuildDate", _date(feed.updated))
    added(channel, f"{{{ATOM}}}link", rel="self", href=feed.url, type=MEDIA_TYPE)
    for entry in feed.entries:
        _add_item(channel, entry)
    return document(root)


def _add_item(channel: ElementTree.Element, entry: FeedEntry) -> None:
    node = added(channel, "item")
    added(node, "title", entry.title)
    added(node, "link", entry.url)
    added(node, "guid", entry.id, isPermaLink="false")
    added(node, "pubDate", _date(entry.published))
    added(node, f"{{{ATOM}}}updated", moment(entry.updated))
    # RSS's own <author> wants a mail address, which is nobody's to publish.
    added(node, f"{{{DC}}}creator", entry.author or "–")
    for _term, label in entry.tags:
        added(node, "category", label)
    if entry.summary:
        added(node, "description", entry.summary)
    added(node, f"{{{CONTENT}}}encoded", entry.body)
    if entry.image:
        added(node, f"{{{MEDIA}}}content", url=entry.image, medium="image")


def _date(at: datetime) -> str:
    """As RFC 822 writes it, with the year in full; the names of days are English in every language."""
    return format_datetime(at.astimezone(UTC), usegmt=True)
