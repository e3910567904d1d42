"""Slugs are readable in an address, whatever they were made from."""

import re
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tools.slugs import LONGEST, first_free, slug_of

READABLE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
titles = st.text(st.characters(codec=None), max_size=400)


@given(titles)
def test_any_title_gives_a_readable_slug_of_bounded_length(title):
    slug = slug_of(title)
    assert READABLE.fullmatch(slug)
    assert len(slug) <= LONGEST


@given(titles, st.integers(1, 60))
def test_a_slug_is_no_longer_than_asked(title, longest):
    assert len(slug_of(title, "x", longest)) <= longest


@given(titles)
def test_a_slug_made_of_a_slug_is_the_same(title):
    assert slug_of(slug_of(title)) == slug_of(title)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Why the harbour bell rings twice", "why-the-harbour-bell-rings-twice"),
        ("  Tea & biscuits!  ", "tea-biscuits"),
        ("Über Größe", "uber-grosse"),
        ("Привет, мир", "privet-mir"),
        ("日本", "ri-ben"),
        ("100 % wool", "100-wool"),
        ("", "untitled"),
        ("🙂", "untitled"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_examples(title, slug):
    assert slug_of(title) == slug


def test_the_fallback_is_the_callers():
    assert slug_of("!!!", "page") == "page"
    assert slug_of("!!!", "") == ""


def test_long_titles_end_between_words():
    slug = slug_of("word " * 100)
    assert len(slug) <= LONGEST
    assert set(slug.split("-")) == {"word"}


@given(st.sets(st.integers(2, 12)), st.booleans())
def test_the_lowest_free_number_is_taken(numbers, bare_is_taken):
    taken = {f"a-{n}" for n in numbers} | ({"a"} if bare_is_taken else set())
    free = first_free("a", taken.__contains__)
    assert free not in taken
    if bare_is_taken:
        assert free == f"a-{next(n for n in count(2) if n not in numbers)}"
    else:
        assert free == "a"
