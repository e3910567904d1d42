"""The text generator: the same source gives the same words, and what it makes is already clean."""

import pytest

from cms.tools import prose
from cms.tools.html import sanitise, sanitise_comment, text_of

LINKS = [("/posts/first", "The first"), ("/posts/second", "The second")]


@pytest.fixture(scope="module")
def bodies() -> list[str]:
    return [prose.body(prose.source_of("test", number), LINKS) for number in range(300)]


def test_same_source_writes_the_same_text():
    assert prose.body(prose.source_of("7"), LINKS) == prose.body(prose.source_of("7"), LINKS)


def test_another_source_writes_another_text():
    assert prose.body(prose.source_of("7"), LINKS) != prose.body(prose.source_of("8"), LINKS)


def test_words_of_a_source_stay_what_they_were():
    source = prose.source_of("fixed")
    assert prose.title(source) == "The trouble with the green notebook"
    assert prose.comment(source).startswith("Ask for a clinker boat at the market square and you may get")


def test_body_is_in_the_sanitisers_normal_form(bodies):
    assert [sanitise(body) for body in bodies] == bodies


def test_comment_needs_no_escaping():
    comments = [prose.comment(prose.source_of("comment", number)) for number in range(300)]
    assert [sanitise_comment(comment) for comment in comments] == comments


def test_body_is_about_three_kilobytes(bodies):
    mean = sum(len(body.encode()) for body in bodies) / len(bodies)
    assert 2_700 < mean < 3_300


def test_every_body_has_headings_and_every_link(bodies):
    assert all(body.count("<h2>") == 4 for body in bodies)
    assert all(f'<a href="{address}">{text}</a>' in body for body in bodies for address, text in LINKS)


def test_every_body_has_a_list(bodies):
    assert all("<li>" in body for body in bodies)


def test_titles_and_summaries_fit_their_columns():
    sources = [prose.source_of("title", number) for number in range(500)]
    assert max(len(prose.title(source)) for source in sources) < 120
    assert max(len(prose.summary(source)) for source in sources) < 500


def test_text_has_no_unfilled_slot(bodies):
    assert not any("{" in text_of(body) for body in bodies)


def test_people_and_topics_differ():
    assert len({prose.person(number) for number in range(2_500)}) == 2_500
    assert len({prose.topic(number) for number in range(200)}) == 200
