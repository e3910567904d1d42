"""The sitemap, robots.txt and what operators ask."""

from xml.etree import ElementTree

import pytest
from sqlalchemy.exc import OperationalError

from cms.engines.reading import inventory
from cms.extensions import db as database
from cms.models import PostKind
from tests.factories import PostFactory

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client, path="/sitemap.xml"):
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "application/xml"
    return [node.text for node in ElementTree.fromstring(response.data).iter(f"{NS}loc")]  # noqa: S314 - our own


def test_everything_live_is_in_the_sitemap(client):
    PostFactory(slug="post")
    PostFactory(slug="page", kind=PostKind.PAGE)
    assert addresses(client) == ["http://localhost/", "http://localhost/posts/post", "http://localhost/page"]


def test_a_large_site_has_an_index_with_parts(client, monkeypatch):
    monkeypatch.setattr(inventory, "PART", 2)
    posts = [PostFactory() for _ in range(5)]
    parts = addresses(client)
    assert all(part.startswith("http://localhost/sitemap-") for part in parts)
    listed = [
        address for part in parts for address in addresses(client, part.removeprefix("http://localhost"))
    ]
    assert set(listed) >= {f"http://localhost{post.path}" for post in posts}
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_a_part_with_nothing_in_it_does_not_exist(client, number):
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


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
