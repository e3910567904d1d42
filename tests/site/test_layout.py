"""The frame of every page, and of pages about errors."""

import pytest
from flask import render_template
from sqlalchemy.exc import OperationalError

from cms.models import PostKind
from tests.client import sign_in
from tests.factories import PostFactory, UserFactory


def test_the_frame_has_its_landmarks(page_at, chosen):
    chosen(site_name="The Bell", tagline="Twice a day", footer_text="Made by hand.")
    page = page_at("/")
    assert len(page.all("main")) == len(page.all("header")) == len(page.all("footer")) == 1
    assert page.one("a", **{"class": "skip-link"})["href"] == "#content"
    assert page.one("main")["id"] == "content"
    feeds = [attrs["href"] for attrs in page.all("link", rel="alternate")]
    assert feeds == [f"http://localhost/feed.{form}" for form in ("atom", "rss", "json")]
    assert len(page.all("link", rel="stylesheet")) == 3
    assert page.one("meta", name="description")["content"] == "Twice a day"


def test_the_menu_holds_the_first_eight_pages_by_title(page_at):
    for n in range(9, -1, -1):
        PostFactory(title=f"Page {n}", slug=f"page-{n}", kind=PostKind.PAGE)
    links = [attrs["href"] for attrs in page_at("/").all("a") if attrs.get("href", "").startswith("/page-")]
    assert links == [f"/page-{n}" for n in range(8)]


def test_the_page_that_is_open_is_marked(page_at):
    PostFactory(slug="about", kind=PostKind.PAGE)
    assert page_at("/about").one("a", **{"aria-current": "page"})["href"] == "/about"


@pytest.mark.parametrize(("role", "enters"), [("reader", False), ("author", True), ("owner", True)])
def test_the_way_into_the_back_office_is_for_those_who_may_enter(app, page_at, role, enters):
    client = sign_in(app.test_client(), UserFactory(role=role))
    page = page_at("/", by=client)
    assert bool(page.all("a", href="/admin/")) == enters
    assert page.all("a", href="/account")


def test_an_error_has_the_sites_look(page_at):
    page = page_at("/nothing-here", status=404)
    assert page.one("link", rel="icon")
    assert len(page.all("h1")) == 1
    assert page.all("nav", **{"class": "menu"})


def test_a_page_about_a_broken_server_asks_nothing_of_the_database(app, count_queries):
    with app.test_request_context("/anything"):
        text = render_template(
            "errors/error.html", code=500, title="Broken", sentence="Try again.", incident="ab12"
        )
    assert "ab12" in text
    assert count_queries == []


@pytest.mark.parametrize("address", ["/", "/nothing", "/search?q=words", "/feed.atom"])
def test_without_a_database_there_is_still_a_page_that_says_so(app, member, monkeypatch, address):
    def broken(*_args, **_kwargs):
        raise OperationalError("SELECT 1", {}, Exception("down"))

    monkeypatch.setattr("sqlalchemy.orm.session.Session.execute", broken)
    monkeypatch.setattr("sqlalchemy.orm.session.Session.scalars", broken)
    monkeypatch.setattr("sqlalchemy.orm.session.Session.scalar", broken)
    for visitor in (app.test_client(), member):
        response = visitor.get(address)
        assert response.status_code == 503
        assert "<h1" in response.text
