"""Search."""

import json
import re
from datetime import UTC, datetime

import pytest

from cms.models import PostKind, PostStatus
from tests.factories import PostFactory, UserFactory


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


def test_more_results_are_a_page_further_and_each_is_there_once(client):
    paths = {PostFactory(title=f"Eelgrass {n}").path for n in range(23)}
    first = results(client, "eelgrass")
    assert "Titles come first" in first
    further = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = client.get(further).text
    shown = [re.findall(r'href="(/posts/[^"]+)"', page) for page in (first, second)]
    assert [len(its) for its in shown] == [20, 3]
    assert {*shown[0], *shown[1]} == paths
    assert 'rel="next"' not in second
    assert 'rel="prev" href="/search?q=eelgrass"' in second


@pytest.mark.parametrize("after", ["x", "3_1", "1_", "0_" + "9" * 30, "٣_1"])
def test_a_page_that_no_page_leads_to_is_not_found(client, after):
    assert client.get("/search", query_string={"q": "eelgrass", "after": after}).status_code == 404


def test_results_are_narrowed_by_tag_author_year_and_kind(client):
    ada = UserFactory(role="author", name="Ada Ames", handle="ada")
    year = datetime(2024, 6, 1, tzinfo=UTC)
    post = PostFactory(title="Eelgrass", author=ada, tags=("Mud Flats",), published_at=year)
    PostFactory(title="Eelgrass elsewhere", tags=("Sand",))
    PostFactory(title="Eelgrass page", kind=PostKind.PAGE)
    for name, value in [
        ("tag", "mud flats"), ("tag", "mud-flats"), ("author", "ada"), ("author", "@ada"),
        ("author", "Ada Ames"), ("year", "2024"),
    ]:  # fmt: skip
        text = client.get("/search", query_string={"q": "eelgrass", name: value}).text
        assert text.count('class="entry"') == 1, (name, value)
        assert post.path in text
    assert client.get("/search?q=eelgrass&kind=page").text.count('class="entry"') == 1
    assert client.get("/search?q=eelgrass&kind=post&year=2024&tag=Sand").text.count('class="entry"') == 0


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("tag", "nowhere", "Nothing is published under this tag"),
        ("author", "nobody", "Nobody of this name has published anything"),
        ("year", "99999", "a year with four digits"),
        ("year", "٢٠٢٤", "a year with four digits"),
        ("year", "0000", "a year with four digits"),
        ("kind", "banana", "Choose posts, pages or both"),
        ("author", "a\0b", "Nobody of this name"),
    ],
)
def test_a_filter_that_means_nothing_is_told_and_the_words_are_kept(client, name, value, sentence):
    response = client.get("/search", query_string={"q": "eelgrass", name: value})
    assert response.status_code == 400
    assert sentence in response.text
    assert 'value="eelgrass"' in response.text


def test_drafts_and_what_is_in_the_trash_are_never_found(client):
    for status in (PostStatus.UNPUBLISHED, PostStatus.SCHEDULED, PostStatus.ARCHIVED, PostStatus.TRASHED):
        PostFactory(title="Eelgrass", status=status, tags=("Kelp",))
    for query in ("eelgrass", "eelg*", "eelgras", "kelp"):
        assert "Nothing found" in results(client, query)
        assert "Did you mean" not in results(client, query)


def test_a_suggestion_is_one_click_away(client):
    PostFactory(title="The harbour bell")
    text = results(client, "harbor")
    assert 'href="/search?q=harbour"' in text


def test_other_forms_of_the_words_are_marked_too(client):
    PostFactory(title="Mended boats", body="<p>She was mending a boat.</p>")
    text = results(client, "boat mend")
    assert "<mark>Mended</mark> <mark>boats</mark>" in text
    assert "<mark>mending</mark> a <mark>boat</mark>" in text


def test_no_naughty_string_breaks_the_search(client, corpora):
    for query in json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8")):
        response = client.get("/search", query_string={"q": query.encode("utf-8", "replace")})
        assert response.status_code in (200, 400), query
        assert "<script>alert" not in response.text
