"""Feeds as Atom, RSS and JSON Feed."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tools.absolute import absolute_links
from cms.tools.feeds import Feed, FeedEntry
from cms.tools.feeds.atom import atom
from cms.tools.feeds.json_feed import json_feed
from cms.tools.feeds.rss import rss
from cms.tools.feeds.tree import ATOM

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = MOMENT.replace(year=2027)


def feed_of(*entries, **given):
    page = {"url": "https://x.example/feed.atom", "page": "https://x.example/"}
    return Feed(**{**page, "title": "News", **given}, entries=entries)


def entry_of(**given):
    basis = {"id": "tag:x,2026:1", "url": "https://x.example/1", "title": "One", "author": "Ann"}
    return FeedEntry(**{**basis, "published": MOMENT, "updated": MOMENT, **given})


@given(st.text(st.characters(), max_size=60))
def test_any_text_makes_documents_that_can_be_read(text):
    entry = entry_of(title=text, summary=text, body=text, author=text, tags=[(text, text)])
    feed = feed_of(entry, title=text, subtitle=text)
    assert ElementTree.fromstring(atom(feed)).tag == f"{{{ATOM}}}feed"  # noqa: S314 - our own
    assert ElementTree.fromstring(rss(feed)).tag == "rss"  # noqa: S314 - our own
    assert json.loads(json_feed(feed))["items"][0]["id"] == "tag:x,2026:1"


@pytest.mark.parametrize("write", [atom, rss])
def test_characters_that_no_xml_can_hold_are_left_out(write):
    document = write(feed_of(entry_of(title="a\x00b\x1b\ud800c\ufffed")))
    assert feedparser.parse(document).entries[0].title == "abcd"


@pytest.mark.parametrize("write", [atom, rss])
def test_the_feed_is_as_new_as_its_newest_entry(write):
    feed = feedparser.parse(write(feed_of(entry_of(), entry_of(updated=LATER))))
    assert feed.feed.updated_parsed[:6] == (2027, 1, 2, 3, 4, 5)
    assert not feed.bozo


def test_languages_are_said_as_xml_wants_them():
    document = atom(feed_of(entry_of(locale="pt_BR"), locale="de"))
    assert b'xml:lang="de"' in document
    assert b'xml:lang="pt-BR"' in document


def test_dates_of_rss_are_those_of_mails():
    (item,) = ElementTree.fromstring(rss(feed_of(entry_of()))).iter("item")  # noqa: S314 - our own
    assert item.findtext("pubDate") == "Fri, 02 Jan 2026 03:04:05 GMT"
    assert parsedate_to_datetime(item.findtext("pubDate")) == MOMENT


def test_a_json_feed_keeps_to_its_version():
    whole = entry_of(
        summary="S", body="", image="https://x.example/a.jpg", tags=[("mud", "Mud")], locale="de"
    )
    feed = json.loads(json_feed(feed_of(whole, entry_of(id="2"), subtitle="All of it")))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "description"} <= set(feed)
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert "content_html" in item
        assert item["authors"] == [{"name": "Ann"}]
        assert datetime.fromisoformat(item["date_published"]) == MOMENT
    assert feed["items"][0]["tags"] == ["Mud"]
    assert feed["items"][0]["language"] == "de"


@pytest.mark.parametrize(
    ("markup", "whole"),
    [
        ('<a href="/b?x=1&amp;y=2">b</a>', '<a href="https://x.example/b?x=1&amp;y=2">b</a>'),
        ('<a href="#note-1">1</a>', '<a href="https://x.example/posts/a#note-1">1</a>'),
        ('<a href="https://y.example/">y</a>', '<a href="https://y.example/">y</a>'),
        ('<a href="http://[">odd</a>', '<a href="http://[">odd</a>'),
        ('<a href="mailto:a@b.example">m</a>', '<a href="mailto:a@b.example">m</a>'),
        (
            '<img src="b.png" alt="" srcset="/b.png 1x, c.png 2x">',
            '<img src="https://x.example/posts/b.png" alt="" '
            'srcset="https://x.example/b.png 1x, https://x.example/posts/c.png 2x">',
        ),
        ('<p title="a src=" class="b">href="/x"</p>', '<p title="a src=" class="b">href="/x"</p>'),
    ],
)
def test_addresses_in_bodies_are_made_whole(markup, whole):
    assert absolute_links(markup, "https://x.example/posts/a") == whole
