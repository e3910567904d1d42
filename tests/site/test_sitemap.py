"""The sitemap, robots.txt and what operators ask."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from cms.actions import saving
from cms.actions.content import Content
from cms.engines.reading import inventory
from cms.extensions import db as database
from cms.models import Post, PostKind, PostStatus
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory, UserFactory
from tests.site.sitemaps import valid

JANUARY = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def listed(client, path="/sitemap.xml"):
    """Paths and moments."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "application/xml"
    return {address.removeprefix("http://localhost"): at for address, at in valid(response.data)}


def everything(client):
    places = [place for part in listed(client) for place in listed(client, part)]
    assert len(places) == len(set(places))
    return set(places)


def test_the_index_leads_to_everything_that_is_live(client):
    nell = UserFactory(role="author", handle="nell")
    PostFactory(slug="post", author=nell, tags=("Mud",))
    PostFactory(slug="page", kind=PostKind.PAGE)
    PostFactory(slug="hidden", status=PostStatus.UNPUBLISHED, tags=("Sand",))
    assert set(listed(client)) == {f"/sitemap-{kind}-1.xml" for kind in ("pages", "posts", "tags", "authors")}
    assert everything(client) == {"/", "/archive", "/page", "/posts/post", "/tags/mud", "/authors/nell"}


def test_an_empty_site_has_its_home_page(client):
    assert everything(client) == {"/", "/archive"}


def test_a_large_site_has_more_parts(client, monkeypatch):
    monkeypatch.setattr(inventory, "PART", 2)
    posts = [PostFactory(tags=(f"Tag {n}",)) for n in range(5)]
    posts += [PostFactory(kind=PostKind.PAGE) for _ in range(3)]
    assert len(listed(client)) > 8
    assert {post.path for post in posts} <= everything(client)


def test_each_address_tells_when_it_changed_for_its_readers(client):
    post = PostFactory(slug="mud", published_at=JANUARY)
    saved = post.updated_at.replace(microsecond=0)
    assert listed(client, "/sitemap-posts-1.xml") == {"/posts/mud": saved}
    assert listed(client)["/sitemap-posts-1.xml"] == saved
    saving.save(post, Content(title="Waits", slug="mud"), by=SYSTEM, base=post.version)
    assert listed(client, "/sitemap-posts-1.xml") == {"/posts/mud": JANUARY}
    assert listed(client)["/sitemap-posts-1.xml"] is None


def test_an_odd_address_is_quoted(client, db):
    post = PostFactory()
    db.session.execute(update(Post).where(Post.id == post.id).values(slug="a&b<c>]]> ü'\"?#"))
    assert list(listed(client, "/sitemap-posts-1.xml")) == ["/posts/a&b%3Cc%3E%5D%5D%3E%20%C3%BC'%22%3F%23"]


@pytest.mark.parametrize(
    "name", ["posts-0", "posts-9999", "pages-2", "tags-1", "authors-99999999999999999999", "mud-1"]
)
def test_a_part_with_nothing_in_it_does_not_exist(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(client):
    text = client.get("/robots.txt").text
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


def test_healthz_asks_nothing_of_the_database(client, count_queries):
    response = client.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})
    assert count_queries == []


def test_readyz_tells_whether_the_database_answers(client, monkeypatch):
    assert client.get("/readyz").json == {"status": "ok", "database": "ok", "queue": "ok"}

    def broken(*_args, **_kwargs):
        raise OperationalError("SELECT 1", {}, Exception("down"))

    monkeypatch.setattr(database.session, "execute", broken)
    response = client.get("/readyz")
    assert (response.status_code, response.json["database"]) == (503, "failing")
