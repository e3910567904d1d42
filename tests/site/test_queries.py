"""A page takes as many queries for two hundred posts as for ten."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.client import sign_in
from tests.factories import CommentFactory, PostFactory, UserFactory

START = datetime(2026, 1, 1, tzinfo=UTC)
# The most that each may take, the settings and the menu among them.
MOST = {
    "/": 5,
    "/?page=2": 4,
    "/posts/story-5": 7,
    "/tags/mud": 5,
    "/authors/writer-1": 5,
    "/archive": 5,
    "/archive/2026": 4,
    "/search?q=words": 5,
    "/feed.atom": 3,
    "/feed.rss": 3,
    "/feed.json": 3,
    "/tags/mud/feed.atom": 4,
    "/search/feed.atom?q=words": 5,
    "/sitemap.xml": 9,
    "/sitemap-posts-1.xml": 1,
    "/sitemap-pages-1.xml": 2,
    "/sitemap-tags-1.xml": 1,
    "/sitemap-authors-1.xml": 1,
    "/nothing": 4,
    "/robots.txt": 0,
}


def publish(first, last):
    for n in range(first, last):
        author = UserFactory(role="author", handle=f"writer-{n}")
        post = PostFactory(
            title=f"Story {n}", slug=f"story-{n}", author=author, tags=("Mud", f"Tag {n % 7}"),
            published_at=START + timedelta(hours=n),
        )  # fmt: skip
        CommentFactory(post=post)


def counted(client, statements, address):
    statements.clear()
    client.get(address)
    return len(statements)


def test_queries_stay_the_same_however_much_there_is(client, db, count_queries):
    publish(0, 12)
    few = {address: counted(client, count_queries, address) for address in MOST}
    publish(12, 100)
    many = {address: counted(client, count_queries, address) for address in MOST}
    assert many == few
    assert {address: n for address, n in many.items() if n > MOST[address]} == {}


def test_comments_by_many_people_take_no_query_each(app, client, db, count_queries):
    post = PostFactory(slug="bell")
    CommentFactory(post=post)
    few = counted(client, count_queries, "/posts/bell")
    for _ in range(20):
        root = CommentFactory(post=post)
        CommentFactory(post=post, parent=root, root_id=root.id, depth=1)
    assert counted(client, count_queries, "/posts/bell") == few


@pytest.mark.parametrize("address", ["/", "/posts/bell"])
def test_a_member_costs_the_loading_of_the_member(app, client, db, count_queries, address):
    PostFactory(slug="bell")
    anonymous = counted(client, count_queries, address)
    member = sign_in(app.test_client(), UserFactory(role="reader"))
    assert counted(member, count_queries, address) <= anonymous + 3
