"""Search."""

import json

import pytest

from cms.models import PostKind
from tests.factories import PostFactory


def results(client, query):
    response = client.get("/search", query_string={"q": query})
    assert response.status_code == 200, response.text
    return response.text


def test_every_word_must_be_there_somewhere(client):
    both = PostFactory(title="Harbour", body="<p>the bell rings</p>")
    one = PostFactory(title="Harbour only")
    text = results(client, "HARBOUR bell")
    assert both.path in text
    assert f'"{one.path}"' not in text


def test_words_are_found_in_titles_summaries_texts_and_pages(client):
    posts = [
        PostFactory(title="Eelgrass"),
        PostFactory(summary="eelgrass"),
        PostFactory(body="<p>EELGRASS</p>"),
        PostFactory(title="Eelgrass page", kind=PostKind.PAGE),
    ]
    text = results(client, "eelgrass")
    assert all(f'"{post.path}"' in text for post in posts)


def test_titles_come_before_texts(client):
    PostFactory(title="Old and titled: eelgrass", slug="titled")
    PostFactory(body="<p>eelgrass</p>", slug="within")
    text = results(client, "eelgrass")
    assert text.index("/posts/titled") < text.index("/posts/within")


@pytest.mark.parametrize("wildcard", ["%%", "__", "%_%", "\\\\", "//"])
def test_wildcards_are_letters_like_others(client, wildcard):
    PostFactory(title="Plain words")
    assert "Nothing found" in results(client, wildcard)


def test_other_scripts_are_found_whatever_their_capitals(client):
    post = PostFactory(title="Ärger über Öl")
    assert post.path in results(client, "ärger")
    assert post.path in results(client, "ÖL")


def test_what_was_found_is_marked_and_nothing_else_is_markup(client):
    PostFactory(title="Fish & <i>chips</i>", body="<p>x</p>")
    assert "<mark>Fish</mark> &amp; &lt;i&gt;chips&lt;/i&gt;" in results(client, "fish")
    assert "&lt;<mark>i</mark>" not in results(client, "chips")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("a", "at least 2"), ("x" * 101, "Shorten your search"), ("a\0b", "can&#39;t be searched for")],
)
def test_what_cannot_be_searched_for_is_said_politely(client, query, sentence):
    response = client.get("/search", query_string={"q": query})
    assert response.status_code == 400
    assert sentence in response.text


def test_an_empty_search_shows_the_form_alone(client):
    text = results(client, "  ")
    assert "Nothing found" not in text


def test_more_than_fifty_results_are_cut_and_said(client):
    for n in range(51):
        PostFactory(title=f"Eelgrass {n}")
    text = results(client, "eelgrass")
    assert text.count('class="entry"') == 50
    assert "More than 50 results" in text


def test_no_naughty_string_breaks_the_search(client, corpora):
    for query in json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8")):
        response = client.get("/search", query_string={"q": query.encode("utf-8", "replace")})
        assert response.status_code in (200, 400), query
        assert "<script>alert" not in response.text
