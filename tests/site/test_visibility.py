"""What is not live is invisible: every state at every address."""

from datetime import UTC, datetime

import pytest

from cms.models import PostKind, PostStatus
from tests.factories import PostFactory, UserFactory

NOVEMBER = datetime(2026, 11, 5, 12, tzinfo=UTC)
WORD = "Xylophonium"
HIDDEN = [status for status in PostStatus if status != PostStatus.PUBLISHED]
LISTS = (
    "/",
    "/tags/secret-tag",
    "/authors/hidden-hand",
    "/archive",
    "/archive/2026",
    "/archive/2026/11",
    "/search?q=xylophonium",
    "/feed.atom",
    "/tags/secret-tag/feed.atom",
    "/authors/hidden-hand/feed.atom",
    "/feed.rss",
    "/feed.json",
    "/sitemap-posts-1.xml",
)
EMPTY_IS_404 = [address for address in LISTS if address.count("/") > 1 or "sitemap-" in address]


def written(status, kind=PostKind.POST):
    author = UserFactory(role="author", handle="hidden-hand", name="Hidden Hand")
    return PostFactory(
        title=WORD,
        slug="xylophonium",
        summary=f"{WORD} in brief",
        body=f"<p>{WORD} at length</p>",
        tags=("Secret tag",),
        author=author,
        status=status,
        kind=kind,
        published_at=NOVEMBER,
        pinned=True,
    )


@pytest.mark.parametrize("address", [*LISTS, "/posts/xylophonium"])
def test_a_live_post_is_everywhere(client, address):
    written(PostStatus.PUBLISHED)
    response = client.get(address)
    assert response.status_code == 200
    if address != "/archive":
        assert "xylophonium" in response.text


@pytest.mark.parametrize("status", HIDDEN)
@pytest.mark.parametrize("address", LISTS)
def test_what_is_not_live_is_in_no_list(client, address, status):
    written(status)
    response = client.get(address)
    without_query = response.text.replace('value="xylophonium"', "").replace("xylophonium ·", "")
    without_query = without_query.replace("?q=xylophonium", "")
    assert "xylophonium" not in without_query.lower()
    assert "Hidden Hand" not in response.text
    assert "November" not in response.text
    assert response.status_code == (404 if address in EMPTY_IS_404 else 200)


@pytest.mark.parametrize("status", HIDDEN)
@pytest.mark.parametrize("kind", PostKind)
def test_what_is_not_live_has_no_page(client, status, kind):
    post = written(status, kind)
    response = client.get(post.path)
    assert response.status_code == 404
    assert WORD not in response.text


@pytest.mark.parametrize("status", HIDDEN)
def test_a_page_that_is_not_live_is_in_no_menu_search_or_sitemap(client, status):
    written(status, PostKind.PAGE)
    for address in ("/", "/search?q=at+length", "/sitemap-pages-1.xml"):
        assert WORD.lower() not in client.get(address).text.lower()


@pytest.mark.parametrize("status", HIDDEN)
def test_nobody_comments_on_what_is_not_live(member, status):
    post = written(status)
    assert member.post(f"{post.path}/comments", data={"text": "First!"}).status_code == 404


def test_a_live_page_is_no_post_and_a_post_no_page(client):
    PostFactory(slug="a-post")
    PostFactory(slug="a-page", kind=PostKind.PAGE)
    assert client.get("/a-post").status_code == 404
    assert client.get("/posts/a-page").status_code == 404
