"""Atom feeds."""

from datetime import UTC, datetime

import feedparser
import pytest

from cms.actions import saving
from cms.actions.content import Content
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory, UserFactory

HOSTILE = ']]> <b>&amp; "bold" </entry> \ud83d\ude00'.encode("utf-16", "surrogatepass").decode("utf-16")


def parsed(client, address="/feed.atom"):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.data)
    assert not feed.bozo, feed.bozo_exception
    return feed


def test_the_feed_tells_what_a_reader_needs(client, chosen):
    chosen(site_name="The Bell", tagline="Twice a day")
    author = UserFactory(role="author", name="Nell Abara", handle="nell")
    PostFactory(
        title="Mud", slug="mud", summary="Wet.", body='<p>See <a href="/posts/x">this</a>.</p>',
        tags=("Harbour",), author=author, published_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )  # fmt: skip
    feed = parsed(client)
    assert (feed.feed.title, feed.feed.subtitle) == ("The Bell", "Twice a day")
    entry = feed.entries[0]
    assert (entry.title, entry.summary, entry.link) == ("Mud", "Wet.", "http://localhost/posts/mud")
    assert entry.published == "2026-01-02T03:04:05Z"
    assert entry.author == "Nell Abara"
    assert entry.tags[0].term == "harbour"
    assert '<a href="http://localhost/posts/x">' in entry.content[0].value


def test_hostile_words_stay_words(client):
    PostFactory(title=HOSTILE, summary=HOSTILE, body=f"<p>{HOSTILE}</p>", tags=(HOSTILE[:20],))
    entry = parsed(client).entries[0]
    assert entry.summary_detail.type == "text/plain"
    assert entry.summary == HOSTILE


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


@pytest.mark.parametrize("address", ["/tags/none/feed.atom", "/authors/nobody/feed.atom"])
def test_of_nothing_there_is_no_feed(client, address):
    assert client.get(address).status_code == 404


def test_an_empty_feed_is_valid(client):
    assert parsed(client).entries == []


def test_who_has_the_feed_already_is_told_so(client):
    PostFactory()
    etag = client.get("/feed.atom").headers["ETag"]
    assert client.get("/feed.atom", headers={"If-None-Match": etag}).status_code == 304
