"""Embeds on the pages of the site: a card, and a policy for its host alone."""

import re

import pytest

from cms.web.headers import POLICY
from tests.factories import PostFactory

FILM = '<figure class="embed"><a href="https://youtu.be/dQw4w9WgXcQ">Cats &amp; &lt;b&gt;</a></figure>'
POLICY_NAME = "Content-Security-Policy"


@pytest.fixture
def film(db):
    return PostFactory(slug="film", body=f"<p>Look:</p>{FILM}")


def test_a_page_with_an_embed_frames_its_host_alone(client, film):
    answer = client.get(film.path)
    assert answer.headers[POLICY_NAME] == f"{POLICY}; frame-src https://www.youtube-nocookie.com"
    again = client.get(film.path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers[POLICY_NAME] == answer.headers[POLICY_NAME]


def test_the_answer_after_it_frames_nothing(client, film):
    client.get(film.path)
    assert client.get("/").headers[POLICY_NAME] == POLICY
    other = PostFactory(slug="plain")
    assert client.get(other.path).headers[POLICY_NAME] == POLICY


def test_the_card_names_no_address_to_load_and_escapes_the_title(client, film):
    page = client.get(film.path).text
    (frame,) = re.findall(r"<iframe\b[^>]*>", page)
    assert " src=" not in frame
    assert 'sandbox="allow-scripts' in frame
    assert 'title="Cats &amp; &lt;b&gt;"' in frame
    assert "&lt;span class=&#34;title&#34; dir=&#34;auto&#34;&gt;Cats &amp;amp; &amp;lt;b&amp;gt;" in frame
    assert '<a href="https://youtu.be/dQw4w9WgXcQ">' in page


def test_feeds_show_the_link(client, film):
    feed = client.get("/feed.atom").text
    assert "https://youtu.be/dQw4w9WgXcQ" in feed
    assert "iframe" not in feed
