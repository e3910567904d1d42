"""A post's own page."""

from datetime import UTC, datetime

import pytest

from cms.models import PostKind, Tag
from tests.factories import PostFactory, UserFactory

HOSTILE = '<script>alert(1)</script> & "quotes" {{ 7*7 }} \''


def test_a_post_shows_all_that_belongs_to_it(client, page_at):
    author = UserFactory(role="author", handle="nell", name="Nell Abara")
    PostFactory(
        title="The bell", slug="bell", summary="Twice.", body="<p>It <em>rings</em>.</p>",
        tags=("Harbour",), author=author,
    )  # fmt: skip
    page, text = page_at("/posts/bell"), client.get("/posts/bell").text
    assert len(page.all("h1")) == 1
    assert "<p>It <em>rings</em>.</p>" in text
    assert page.one("a", rel="author")["href"] == "/authors/nell"
    assert page.one("a", rel="tag")["href"] == "/tags/harbour"
    assert page.one("meta", name="description")["content"] == "Twice."
    assert page.one("link", rel="canonical")["href"] == "http://localhost/posts/bell"
    assert page.one("meta", property="og:title")["content"] == "The bell"
    assert page.all("time")[0]["datetime"].endswith("+00:00")


PICTURE = {
    "lead_image": "/media/bell.jpg",
    "lead_image_alt": "The <b>bell</b>",
    "lead_image_caption": "Photo: Inés & Co.",
}


@pytest.mark.parametrize("kind", PostKind)
def test_the_lead_image_stands_above_the_text_and_in_previews_of_links(client, page_at, kind):
    post = PostFactory(kind=kind, **PICTURE)
    page = page_at(post.path)
    assert "<figcaption>Photo: Inés &amp; Co.</figcaption>" in client.get(post.path).text
    picture = page.one("img")
    assert (picture["src"], picture["alt"]) == ("/media/bell.jpg", "The <b>bell</b>")
    assert page.one("meta", property="og:image")["content"].endswith("://localhost/media/bell.jpg")
    assert page.one("meta", property="og:image:alt")["content"] == "The <b>bell</b>"
    assert page.one("meta", name="twitter:card")["content"] == "summary_large_image"


def test_a_lead_image_of_another_site_keeps_its_address(page_at):
    page = page_at(PostFactory(lead_image="https://pictures.example/bell.jpg").path)
    assert page.one("meta", property="og:image")["content"] == "https://pictures.example/bell.jpg"


def test_without_a_lead_image_there_is_no_trace_of_one(client):
    text = client.get(PostFactory().path).text
    assert "<figure" not in text and "og:image" not in text and "summary_large_image" not in text


@pytest.mark.parametrize("kind", PostKind)
def test_search_engines_read_the_meta_texts_where_there_are_any(client, page_at, kind):
    post = PostFactory(
        kind=kind,
        title="The bell",
        summary="On the bell.",
        meta_title="Why it rings",
        meta_description="Twice.",
    )
    page = page_at(post.path)
    text = client.get(post.path).text
    assert "<title>Why it rings ·" in text and 'class="piece-title">The bell<' in text
    assert page.one("meta", property="og:title")["content"] == "Why it rings"
    assert page.one("meta", name="description")["content"] == "Twice."
    assert page.one("meta", property="og:description")["content"] == "Twice."


def test_the_first_of_the_home_page_shows_its_lead_image(page_at):
    PostFactory(lead_image="/media/old.jpg")
    PostFactory(**PICTURE)
    assert [picture["src"] for picture in page_at("/").all("img")] == ["/media/bell.jpg"]


def test_a_page_carries_no_script(page_at):
    PostFactory(slug="bell")
    kinds = [tag.get("type") for tag in page_at("/posts/bell").all("script")]
    assert kinds == ["application/ld+json"]  # data, which no browser runs


def test_a_page_says_its_language_and_direction(client, page_at):
    PostFactory(slug="jaras", locale="ar", title="جرس")
    article = page_at("/posts/jaras").one("article")
    assert (article["lang"], article["dir"]) == ("ar", "rtl")
    html = client.get("/posts/jaras", headers={"Accept-Language": "ar"}).text
    assert '<html lang="ar" dir="rtl">' in html


def test_hostile_words_are_shown_and_never_run(client):
    author = UserFactory(role="author", name=HOSTILE, bio=HOSTILE, handle="hostile")
    post = PostFactory(
        title=HOSTILE, slug="h", summary=HOSTILE, body=HOSTILE, tags=("<b>tag",), author=author
    )
    for address in ("/", post.path, "/authors/hostile", "/search?q=quotes", "/tags/b-tag"):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert "<b>tag" not in text
        assert "{{ 7*7 }}" in text, address


def test_headings_of_the_text_stand_beneath_the_title(page_at):
    PostFactory(slug="bell", body="<h1>One</h1><h4>Two</h4><h2>Three</h2>")
    assert len(page_at("/posts/bell").all("h1")) == 1


def test_of_several_translations_the_sites_language_is_shown(client, chosen):
    PostFactory(slug="bell", title="English bell")
    PostFactory(slug="bell", title="Deutsche Glocke", locale="de")
    assert "English bell" in client.get("/posts/bell").text


def test_a_site_in_another_language_shows_that_translation(client, chosen):
    chosen(site_locale="de")
    PostFactory(slug="bell", title="English bell")
    PostFactory(slug="bell", title="Deutsche Glocke", locale="de")
    assert "Deutsche Glocke" in client.get("/posts/bell").text


@pytest.mark.parametrize(
    "slug", ["nothing", "%00", "a%00b", "%ED%A0%80", "x" * 2000, "..", "%2e%2e", "😀", "%FF"]
)
def test_no_address_breaks_the_site(client, slug):
    for address in (f"/posts/{slug}", f"/{slug}", f"/tags/{slug}", f"/authors/{slug}", f"/posts/x/{slug}"):
        assert client.get(address).status_code in (301, 308, 404), address


def test_head_and_unknown_methods(client):
    post = PostFactory()
    assert client.head(post.path).status_code == 200
    assert client.head(post.path).data == b""
    assert client.delete(post.path).status_code == 405
    assert client.post("/").status_code == 405


def test_dates_are_in_the_sites_zone(client, chosen):
    chosen(site_timezone="Pacific/Kiritimati")
    post = PostFactory(published_at=datetime(2026, 3, 31, 20, tzinfo=UTC))
    assert "April 1, 2026" in client.get(post.path).text


def test_tags_without_live_posts_do_not_exist(client, db):
    db.session.add(Tag(name="Lonely", slug="lonely"))
    db.session.flush()
    assert client.get("/tags/lonely").status_code == 404
