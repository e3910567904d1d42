"""People's pages."""

from tests.factories import PostFactory, UserFactory


def test_an_author_page_tells_who_they_are_and_what_they_wrote(client):
    author = UserFactory(role="author", handle="nell", name="Nell", bio="Writes about mud.")
    mine, other = PostFactory(author=author), PostFactory()
    text = client.get("/authors/nell").text
    assert "Writes about mud." in text
    assert mine.path in text
    assert other.path not in text
    assert author.email not in text


def test_who_has_published_nothing_has_no_page(client):
    UserFactory(role="editor", handle="quiet")
    assert client.get("/authors/quiet").status_code == 404


def test_capitals_in_a_handle_lead_to_the_page(client):
    PostFactory(author=UserFactory(role="author", handle="nell"))
    response = client.get("/authors/Nell")
    assert (response.status_code, response.headers["Location"]) == (301, "/authors/nell")


def test_an_inactive_authors_posts_stay(client):
    PostFactory(author=UserFactory(role="author", handle="gone", active=False))
    assert client.get("/authors/gone").status_code == 200
