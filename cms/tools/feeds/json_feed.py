"""JSON Feed 1.1."""

import json
from typing import Any

from cms.tools.feeds.description import Feed, FeedEntry, language, moment
from cms.tools.html import without_controls

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """The document in UTF-8."""
    told = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": feed.subtitle,
        "language": language(feed.locale),
    }
    items = [_item(entry) for entry in feed.entries]
    return json.dumps({**_given(told), "items": items}, ensure_ascii=False).encode()


def _item(entry: FeedEntry) -> dict[str, Any]:
    author = _given({"name": entry.author or "–", "url": entry.author_url})
    told = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "image": entry.image,
        "date_published": moment(entry.published),
        "date_modified": moment(entry.updated),
        "language": language(entry.locale),
    }
    tags = [without_controls(label) for _term, label in entry.tags]
    more = {"authors": [author], **({"tags": tags} if tags else {})}
    # The text stands there even when it is empty: an item without any is not valid.
    return {**_given(told), "content_html": without_controls(entry.body), **more}


def _given(told: dict[str, str]) -> dict[str, str]:
    """What says something, without characters that nobody can read."""
    return {name: without_controls(value) for name, value in told.items() if value}
