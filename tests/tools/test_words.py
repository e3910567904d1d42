"""Words as a search compares them, their stems, and their misspellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tools.misspelling import distance, shortened
from cms.tools.stems import language_of, stem
from cms.tools.words import LONGEST, pieces, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ärger über ŁÓDŹ, don't", ["arger", "uber", "lodz", "don", "t"]),
        ("straße STRASSE ß", ["strasse", "strasse", "ss"]),
        ("Cafe\u0301", ["cafe"]),
        ("الكِتَابُ كتـــاب", ["الكتاب", "كتاب"]),
        ("日本語", ["日本", "本語", "語"]),
        ("ﾟ･✿ヾ╲(｡◕‿◕｡)╱✿･ﾟ", ["ヾ"]),
        ("東京tower", ["東京", "京", "tower"]),
        ("이것은", ["이것", "것은", "은"]),
        ("!? — _ ·", []),
        ("x" * 100, ["x" * LONGEST]),
    ],
)
def test_capitals_and_accents_fall_and_scripts_without_spaces_come_in_pairs(text, words):
    assert words_in(text) == words


@given(st.text())
def test_words_are_letters_and_digits_and_stand_where_they_say(text):
    for start, end, word in pieces(text):
        assert word.isalnum() and len(word) <= LONGEST
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ("harbour", "harbours", "harboured")),
        ("de", ("haus", "hauser", "hause")),
        ("es", ("cancion", "canciones")),
        ("ar", ("كتاب", "الكتاب")),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language, forms):
    assert len({stem(form, language) for form in forms}) == 1


def test_a_language_without_rules_leaves_words_as_they_are():
    assert language_of("en_GB") == language_of("en-US") == "en"
    assert language_of("tlh") == ""
    assert stem("harbours", "") == "harbours"
    assert stem("b52s", "en") == "b52s"


@pytest.mark.parametrize("slip", ["harbor", "harbbour", "hrabour", "harbaur"])
def test_a_slip_has_a_spelling_in_common_with_the_word(slip):
    assert shortened(slip) & shortened("harbour")
    assert distance(slip, "harbour") == 1


def test_short_words_and_numbers_are_not_misspelt():
    assert shortened("sea") == shortened("2026") == set()


@given(st.text())
def test_no_word_is_empty(text):
    assert all(words_in(text))
