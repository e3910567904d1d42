"""Atom documents."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from cms.tools.feeds import ATOM, Feed, FeedEntry, atom

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def feed_of(*entries, **given):
    page = {"url": "https://x.example/feed.atom", "page": "https://x.example/", "base": "https://x.example/"}
    return Feed(**{**page, "title": "News", **given}, entries=entries)


def entry_of(**given):
    basis = {"id": "tag:x,2026:1", "url": "https://x.example/1", "title": "One", "author": "Ann"}
    return FeedEntry(**{**basis, "published": MOMENT, "updated": MOMENT, **given})


@given(st.text(st.characters(), max_size=60))
def test_any_text_makes_a_document_that_can_be_read(text):
    entry = entry_of(title=text, summary=text, body=text, author=text, tags=[(text, text)])
    root = ElementTree.fromstring(atom(feed_of(entry, title=text, subtitle=text)))  # noqa: S314 - our own
    assert root.tag == f"{{{ATOM}}}feed"


def test_characters_that_no_xml_can_hold_are_left_out():
    document = atom(feed_of(entry_of(title="a\x00b\x1b\ud800c\ufffed")))
    assert feedparser.parse(document).entries[0].title == "abcd"


def test_the_feed_is_as_new_as_its_newest_entry():
    later = MOMENT.replace(year=2027)
    feed = feedparser.parse(atom(feed_of(entry_of(), entry_of(updated=later))))
    assert feed.feed.updated == "2027-01-02T03:04:05Z"
    assert not feed.bozo


def test_languages_are_said_as_xml_wants_them():
    document = atom(feed_of(entry_of(locale="pt_BR"), locale="de"))
    assert b'xml:lang="de"' in document
    assert b'xml:lang="pt-BR"' in document
