"""Feeds in their three forms."""

from datetime import UTC, datetime

import feedparser
import pytest
import time_machine

from cms.actions import saving
from cms.actions.content import Content
from cms.models import PostStatus
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory, UserFactory

HOSTILE = ']]> <b>&amp; "bold" </entry> \ud83d\ude00'.encode("utf-16", "surrogatepass").decode("utf-16")


TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml"}
XML = tuple(TYPES)


def parsed(client, address="/feed.atom"):
    response = client.get(address)
    assert response.status_code == 200
    form = address.partition("?")[0].rpartition(".")[2]
    assert response.headers["Content-Type"] == f"{TYPES[form]}; charset=utf-8"
    feed = feedparser.parse(response.data)
    assert not feed.bozo, feed.bozo_exception
    return feed


@pytest.mark.parametrize("form", XML)
def test_the_feed_tells_what_a_reader_needs(client, chosen, form):
    chosen(site_name="The Bell", tagline="Twice a day")
    author = UserFactory(role="author", name="Nell Abara", handle="nell")
    PostFactory(
        title="Mud", slug="mud", summary="Wet.", body='<p>See <a href="/posts/x">this</a>.</p>',
        tags=("Harbour",), author=author, published_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )  # fmt: skip
    feed = parsed(client, f"/feed.{form}")
    assert (feed.feed.title, feed.feed.subtitle) == ("The Bell", "Twice a day")
    entry = feed.entries[0]
    assert (entry.title, entry.summary, entry.link) == ("Mud", "Wet.", "http://localhost/posts/mud")
    assert entry.published_parsed[:6] == (2026, 1, 2, 3, 4, 5)
    assert entry.id == feedparser.parse(client.get("/feed.atom").data).entries[0].id
    assert entry.author == "Nell Abara"
    assert entry.tags[0].term.lower() == "harbour"
    assert '<a href="http://localhost/posts/x">' in entry.content[0].value


@pytest.mark.parametrize("form", XML)
def test_hostile_words_stay_words(client, form):
    PostFactory(title=HOSTILE, summary=HOSTILE, body=f"<p>{HOSTILE}</p>", tags=(HOSTILE[:20],))
    entry = parsed(client, f"/feed.{form}").entries[0]
    assert entry.title == HOSTILE if form == "atom" else entry.title
    (item,) = client.get("/feed.json").json["items"]
    assert (item["title"], item["summary"]) == (HOSTILE, HOSTILE)


def test_an_entry_keeps_its_id_when_its_address_changes(client, db):
    post = PostFactory(slug="before")
    before = parsed(client).entries[0].id
    post.slug = "after"
    db.session.flush()
    after = parsed(client).entries[0]
    assert (after.id, after.link) == (before, "http://localhost/posts/after")


def test_saving_a_revision_that_waits_changes_nothing_for_subscribers(client):
    post = PostFactory(title="Mud", published_at=datetime(2026, 1, 1, tzinfo=UTC))
    saving.save(post, Content(title="Secret change", slug=post.slug), by=SYSTEM, base=post.version)
    entry = parsed(client).entries[0]
    assert (entry.title, entry.updated) == ("Mud", "2026-01-01T00:00:00Z")


def test_the_feed_holds_the_newest_twenty(client):
    for n in range(22):
        PostFactory(title=f"Post {n}", published_at=datetime(2026, 1, n + 1, tzinfo=UTC))
    entries = parsed(client).entries
    assert len(entries) == 20
    assert entries[0].title == "Post 21"


def test_tags_and_authors_have_their_own_feeds(client):
    author = UserFactory(role="author", handle="nell")
    PostFactory(title="Hers", author=author)
    PostFactory(title="Tagged", tags=("Mud",))
    assert [entry.title for entry in parsed(client, "/authors/nell/feed.atom").entries] == ["Hers"]
    assert [entry.title for entry in parsed(client, "/tags/mud/feed.atom").entries] == ["Tagged"]


@pytest.mark.parametrize("address", ["/tags/none/feed.atom", "/authors/nobody/feed.rss", "/feed.xml"])
def test_of_nothing_there_is_no_feed(client, address):
    assert client.get(address).status_code == 404


def test_an_empty_feed_is_valid(client):
    for form in XML:
        assert parsed(client, f"/feed.{form}").entries == []
    assert client.get("/feed.json").json["items"] == []


def test_who_has_the_feed_already_is_told_so(client):
    PostFactory()
    etag = client.get("/feed.atom").headers["ETag"]
    assert client.get("/feed.atom", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_who_has_what_it_holds_is_told_so_by_date_as_well(client, form):
    with time_machine.travel(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), tick=False):
        PostFactory()
    dated = client.get(f"/feed.{form}").headers["Last-Modified"]
    assert client.get(f"/feed.{form}", headers={"If-Modified-Since": dated}).status_code == 304
    PostFactory()
    assert client.get(f"/feed.{form}", headers={"If-Modified-Since": dated}).status_code == 200


def test_a_search_has_a_feed_of_what_it_finds_newest_first(client):
    for n in range(2):
        PostFactory(title=f"Mud {n}", published_at=datetime(2026, 1, n + 1, tzinfo=UTC))
    PostFactory(title="Mud that nobody shall read", status=PostStatus.UNPUBLISHED)
    PostFactory(title="Sand")
    assert [it.title for it in parsed(client, "/search/feed.rss?q=mud").entries] == ["Mud 1", "Mud 0"]
    assert client.get("/search/feed.json?q=mud").json["home_page_url"] == "http://localhost/search?q=mud"


@pytest.mark.parametrize("query", ["", "x", "x" * 101, "%00%01"])
def test_a_search_that_can_not_be_made_says_what_to_do(client, query):
    answer = client.get(f"/search/feed.atom?q={query}")
    assert answer.status_code == 422
    assert "</html>" in answer.text
