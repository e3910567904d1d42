"""Who may keep an answer."""

import pytest

from tests.factories import PostFactory

ADDRESSES = ["/", "/archive", "/search?q=words", "/feed.atom", "/sitemap.xml", "/robots.txt"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitors_pages_may_be_kept_and_are_asked_for_again(client, address):
    response = client.get(address)
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Set-Cookie" not in response.headers


def test_a_page_depends_on_the_language_asked_for(client):
    assert "Accept-Language" in client.get("/").headers["Vary"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_members_pages_are_kept_by_nobody(member, address):
    assert member.get(address).headers["Cache-Control"] == "private, no-store"


def test_what_has_not_changed_is_not_sent_again(client):
    post = PostFactory()
    etag = client.get(post.path).headers["ETag"]
    again = client.get(post.path, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"]
    other = PostFactory(slug="other")
    assert client.get(other.path, headers={"If-None-Match": etag}).status_code == 200


def test_health_is_never_kept(client):
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"
