"""Passages around what was found, and the marking of it."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from cms.tools.snippets import marked, passage


def test_the_passage_holds_the_first_word_found():
    text = "start " + "filler " * 200 + "needle " + "filler " * 200
    found = passage(text, ["needle"])
    assert "needle" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) <= 250


def test_a_short_text_is_its_own_passage():
    assert passage("All of it.", ["it"]) == "All of it."


def test_without_a_hit_the_text_begins():
    assert passage("beginning " * 100, ["needle"]).startswith("beginning")


def test_a_text_without_spaces_is_cut_all_the_same():
    assert len(passage("x" * 5000, ["y"])) <= 242


def test_longer_words_are_marked_before_their_beginnings():
    assert marked("harbours", ["harbour", "harbours"]) == Markup("<mark>harbours</mark>")


def test_what_looks_like_a_pattern_is_taken_as_words():
    assert marked("a.c abc (", [".", "("]) == Markup("a<mark>.</mark>c abc <mark>(</mark>")


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_marking_adds_nothing_but_marks(text, words):
    assert marked(text, words).striptags() == Markup.escape(text).striptags()
    bare = marked(text, words).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
