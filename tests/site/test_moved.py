"""Old addresses lead on; what is live comes before every redirect."""

import pytest

from cms.actions import publishing, saving
from cms.actions.content import Content
from cms.models import PostKind, PostStatus, Redirect
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory


@pytest.fixture
def remember(db):
    def remember(path, post=None, target=None):
        db.session.add(Redirect(path=path, post_id=post.id if post else None, target=target))
        db.session.flush()

    return remember


def location(client, address):
    response = client.get(address)
    return response.status_code, response.headers.get("Location")


def test_a_changed_slug_leads_on(client):
    post = PostFactory(slug="old")
    saving.save(post, Content(title="New", slug="new", body="<p>x</p>"), by=SYSTEM, base=post.version)
    publishing.publish(post, by=SYSTEM)
    assert location(client, "/posts/old") == (301, "/posts/new")


@pytest.mark.parametrize("status", [status for status in PostStatus if status != PostStatus.PUBLISHED])
def test_to_what_is_not_live_nothing_leads(client, remember, status):
    remember("/posts/old", PostFactory(slug="new", status=status))
    assert client.get("/posts/old").status_code == 404


def test_what_is_live_comes_before_a_redirect(client, remember):
    PostFactory(slug="here", title="I live here")
    remember("/posts/here", PostFactory(slug="elsewhere"))
    assert "I live here" in client.get("/posts/here").text


@pytest.mark.parametrize(
    "address", ["/2008/06/old", "/2008/06/old/", "/old.php", "/tags/old", "/authors/old"]
)
def test_any_old_address_can_lead_on(client, remember, address):
    remember(address, PostFactory(slug="new"))
    assert location(client, address) == (301, "/posts/new")


def test_the_closing_slash_does_not_matter(client, remember):
    remember("/2008/06/old/", PostFactory(slug="new"))
    assert location(client, "/2008/06/old") == (301, "/posts/new")


def test_an_address_with_its_query_is_the_more_exact_one(client, remember):
    remember("/index.php", PostFactory(slug="start"))
    remember("/index.php?p=12", PostFactory(slug="twelve"))
    assert location(client, "/index.php?p=12") == (301, "/posts/twelve")
    assert location(client, "/index.php?p=13") == (301, "/posts/start")


def test_a_plain_permalink_at_the_home_page_leads_on(client, remember):
    remember("/?p=12", PostFactory(slug="twelve"))
    assert location(client, "/?p=12") == (301, "/posts/twelve")
    assert client.get("/?p=13").status_code == 200


def test_another_site_may_be_the_target(client, remember):
    remember("/shop", target="https://example.org/shop?a=b")
    assert location(client, "/shop") == (301, "https://example.org/shop?a=b")


@pytest.mark.parametrize(
    "target", ["//example.org/x", "/\\example.org", "javascript:alert(1)", "\\\\example.org"]
)
def test_nothing_but_a_plain_address_leads_to_another_site(client, remember, target):
    remember("/odd", target=target)
    status, where = location(client, "/odd")
    assert status == 301
    assert where.startswith("/")
    assert not where.startswith(("//", "/\\"))


def test_a_redirect_to_itself_is_nothing(client, remember):
    remember("/loop", target="/loop")
    assert client.get("/loop").status_code == 404


def test_a_closing_slash_is_taken_away(client):
    PostFactory(slug="about", kind=PostKind.PAGE)
    assert location(client, "/about/") == (301, "/about")
    assert location(client, "/about/?x=1") == (301, "/about?x=1")


@pytest.mark.parametrize(
    "address", ["//example.org/", "///example.org//", "/%2Fexample.org/", "/%5Cexample.org/"]
)
def test_a_closing_slash_never_leads_to_another_host(client, address):
    response = client.get(address)
    where = response.headers.get("Location", "/").removeprefix("http://localhost")
    assert not where.startswith(("//", "/\\"))
    assert where.startswith("/")
