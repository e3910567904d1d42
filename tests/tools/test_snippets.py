"""Passages around what was found, and the marking of it."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from cms.tools.snippets import marked, passage


def at(*words):
    """Finds the words letter by letter."""

    def find(text):
        return [found.span() for word in words for found in re.finditer(re.escape(word), text)]

    return find


def test_the_passage_holds_the_first_word_found():
    text = "start " + "filler " * 200 + "needle " + "filler " * 200
    found = passage(text, (text.index("needle"), 0))
    assert "needle" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) <= 250


def test_a_short_text_is_its_own_passage():
    assert passage("All of it.", (7, 9)) == "All of it."


def test_without_a_hit_the_text_begins():
    assert passage("beginning " * 100, None).startswith("beginning")


def test_a_text_without_spaces_is_cut_all_the_same():
    assert len(passage("x" * 5000, None)) <= 242


def test_places_that_overlap_are_one_mark():
    assert marked("harbours", at("harbour", "bours")) == Markup("<mark>harbours</mark>")


def test_what_looks_like_markup_is_text():
    assert marked("a<b>&c", at("b", "&")) == Markup("a&lt;<mark>b</mark>&gt;<mark>&amp;</mark>c")


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_marking_adds_nothing_but_marks(text, words):
    assert marked(text, at(*words)).striptags() == Markup.escape(text).striptags()
    bare = marked(text, at(*words)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
