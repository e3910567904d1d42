"""The home page and its older pages."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import PostFactory, UserFactory

START = datetime(2026, 1, 1, tzinfo=UTC)


def publish(count, **given):
    author = UserFactory(role="author")
    return [
        PostFactory(title=f"Story {n:03}", author=author, published_at=START + timedelta(days=n), **given)
        for n in range(count)
    ]


def titles(page):
    return [attrs["href"] for attrs in page.all("a") if attrs.get("href", "").startswith("/posts/")]


def test_the_newest_come_first(page_at):
    publish(3)
    assert titles(page_at("/")) == ["/posts/story-002", "/posts/story-001", "/posts/story-000"]


def test_older_pages_follow_until_there_is_nothing_more(page_at, chosen):
    chosen(posts_per_page=2)
    publish(5)
    first, second, third = (page_at(f"/?page={n}") for n in (1, 2, 3))
    assert titles(second) == ["/posts/story-002", "/posts/story-001"]
    assert first.one("a", rel="next")["href"] == "/?page=2"
    assert not first.all("a", rel="prev")
    assert second.one("a", rel="prev")["href"] == "/"
    assert third.one("a", rel="prev")["href"] == "/?page=2"
    assert not third.all("a", rel="next")


def test_a_page_beyond_the_last_does_not_exist(client):
    publish(1)
    assert client.get("/?page=2").status_code == 404
    assert client.get("/?page=1001").status_code == 404


@pytest.mark.parametrize("number", ["0", "-5", "abc", "", "1.5", "٣", "²", "%00"])
def test_what_is_no_page_number_counts_as_the_first(client, number):
    publish(1)
    assert client.get(f"/?page={number}").status_code == 200


def test_a_huge_page_number_is_no_error(client):
    assert client.get("/?page=" + "9" * 400).status_code == 404


def test_pinned_posts_stand_first_and_only_once(page_at):
    publish(3)
    PostFactory(title="Pinned", slug="pinned", pinned=True, published_at=START - timedelta(days=900))
    page = page_at("/")
    assert titles(page)[0] == "/posts/pinned"
    assert len(titles(page)) == 4


def test_an_empty_site_says_so(client):
    response = client.get("/")
    assert response.status_code == 200
    assert "Nothing is published yet" in response.text


def test_canonical_and_page_number_agree(page_at, chosen):
    chosen(posts_per_page=1)
    publish(2)
    assert page_at("/?page=2").one("link", rel="canonical")["href"] == "http://localhost/?page=2"
    assert page_at("/?page=1").one("link", rel="canonical")["href"] == "http://localhost/"


def test_without_a_summary_the_text_begins_the_entry(client):
    PostFactory(body="<p>Fish &amp; chips &lt;fried&gt;.</p>")
    assert "Fish &amp; chips &lt;fried&gt;." in client.get("/").text
