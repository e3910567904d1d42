"""What machines read in the head of a page."""

import json
import re
from datetime import UTC, datetime

import pytest

from cms.models import PostKind
from tests.factories import PostFactory, UserFactory

BREAKING = "</script><!-- <script>alert(1)</script> & 'quoted' \u2028 ]]>"


def properties(page):
    named = [tag for tag in page.all("meta") if "content" in tag]
    return {tag.get("property") or tag["name"]: tag["content"] for tag in named}


def graph_at(client, address):
    """The things that the page's block of data tells, by their type."""
    (block,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(address).text, re.DOTALL
    )
    assert not set("<>&\u2028") & set(block)
    return {thing["@type"]: thing for thing in json.loads(block)["@graph"]}


@pytest.fixture
def post():
    author = UserFactory(role="author", name="Nell Abara", handle="nell")
    return PostFactory(
        title="Mud", slug="mud", summary="Wet.", tags=("Harbour",), author=author,
        published_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )  # fmt: skip


def test_a_post_says_what_it_is_to_those_who_share_it(page_at, chosen, post):
    chosen(site_name="The Bell")
    told = properties(page_at("/posts/mud"))
    assert told["og:type"] == "article"
    assert (told["og:title"], told["og:description"]) == ("Mud", "Wet.")
    assert told["og:url"] == "http://localhost/posts/mud"
    assert (told["og:site_name"], told["og:locale"]) == ("The Bell", "en_US")
    assert told["article:published_time"] == "2026-01-02T03:04:05+00:00"
    assert told["article:author"] == "http://localhost/authors/nell"
    assert told["article:tag"] == "Harbour"
    assert told["twitter:card"] == "summary"


def test_a_post_is_described_in_the_words_of_schema_org(client, post):
    graph = graph_at(client, "/posts/mud")
    posting = graph["BlogPosting"]
    assert (posting["headline"], posting["description"]) == ("Mud", "Wet.")
    assert posting["author"] == {
        "@type": "Person",
        "name": "Nell Abara",
        "url": "http://localhost/authors/nell",
    }
    steps = graph["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["item"]) for step in steps] == [
        (1, "http://localhost/"),
        (2, "http://localhost/tags/harbour"),
        (3, "http://localhost/posts/mud"),
    ]


def test_the_home_page_tells_how_to_search_the_site(client):
    action = graph_at(client, "/")["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == "http://localhost/search?q={search_term_string}"


def test_an_author_is_a_person(client, post):
    assert graph_at(client, "/authors/nell")["Person"]["name"] == "Nell Abara"


@pytest.mark.parametrize("kind", list(PostKind))
def test_no_title_breaks_out_of_the_block_of_data(client, kind):
    post = PostFactory(title=BREAKING, slug="breaking", kind=kind)
    steps = graph_at(client, post.path)["BreadcrumbList"]["itemListElement"]
    assert steps[-1]["name"].startswith("</script><!--")


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/tags/harbour", "/tags/harbour/feed"),
        ("/authors/nell", "/authors/nell/feed"),
        ("/search?q=mud", "/search/feed"),
        ("/posts/mud", "/feed"),
    ],
)
def test_each_page_names_its_own_feed_first(page_at, post, address, own):
    feeds = [attrs["href"].partition("?")[0] for attrs in page_at(address).all("link", rel="alternate")]
    assert feeds[:3] == [f"http://localhost{own}.{form}" for form in ("atom", "rss", "json")]
    assert "http://localhost/feed.atom" in feeds


def test_deep_pages_of_a_list_lead_on_and_stay_out_of_indexes(page_at, chosen):
    chosen(posts_per_page=1)
    for _ in range(3):
        PostFactory()
    first, second = page_at("/"), page_at("/?page=2")
    assert first.all("meta", name="robots") == first.all("link", rel="prev") == []
    assert first.one("link", rel="next")["href"] == "http://localhost/?page=2"
    assert second.one("meta", name="robots")["content"] == "noindex, follow"
    assert second.one("link", rel="prev")["href"] == "http://localhost/"
    assert second.one("link", rel="next")["href"] == "http://localhost/?page=3"
    assert second.one("link", rel="canonical")["href"] == "http://localhost/?page=2"


@pytest.mark.parametrize("address", ["/search?q=mud", "/nothing-here"])
def test_what_is_no_text_of_the_site_stays_out_of_indexes(page_at, address):
    status = 404 if "nothing" in address else 200
    assert "noindex" in page_at(address, status).one("meta", name="robots")["content"]
