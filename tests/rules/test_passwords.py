"""The rule for passwords: what is taken, what is not, and that a refusal says what to do."""

import time

import pytest

from cms.cli.demo import PASSWORD as DEMO_PASSWORD
from cms.rules.passwords import (
    COMMON,
    DATED,
    IN_ORDER,
    LONGEST,
    PERSONAL,
    REPEATED,
    SHORTEST,
    WORD,
    Password,
    words_of,
)

# Every letter and digit of it may stand for others: the dearest there is to estimate.
DEAREST = "4@8({[<3691!|105$7+%2z" * 5


@pytest.mark.parametrize(
    "text",
    [
        "harbour lantern oysters",
        "correct-horse-battery",
        "xkqvjzwpyb",
        "пароль-на-всю",
        "五月雨を集めて早し最上川",
        DEMO_PASSWORD,
        "a" * 5 + " lighthouse keeps " + "z" * 5,
    ],
)
def test_what_is_hard_to_guess_is_taken_whatever_its_characters(text):
    assert Password(text).faults == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("password123", COMMON),
        ("P@ssw0rd123", COMMON),
        ("passwordpassword", REPEATED),
        ("aaaaaaaaaaaa", REPEATED),
        ("abcdefghijkl", IN_ORDER),
        ("zxcvbnm,./", IN_ORDER),
        ("10.12.1985", DATED),
        ("responsibility", WORD),
    ],
)
def test_what_is_guessed_first_is_refused_with_the_reason(text, why):
    password = Password(text)
    assert password.faults[0] == why
    assert len(password.faults) == 2


def test_own_names_and_addresses_make_no_password():
    text = "adalovelace99"
    about = ("Ada Lovelace", "ada.lovelace@example.com", "adalovelace")
    assert Password(text).score > Password(text, about).score
    assert Password(text, about).faults[0] == PERSONAL


@pytest.mark.parametrize(("length", "told"), [(SHORTEST - 1, "at least 10"), (LONGEST + 1, "at most 128")])
def test_length_is_told_with_its_number(app, length, told):
    with app.test_request_context():
        (fault,) = Password("x" * length).faults
        assert told in str(fault) and str(length) in str(fault)


def test_both_ends_of_the_length_are_taken():
    assert not Password("xkqvjzwpyb"[:SHORTEST]).faults
    assert not Password("harbour lantern oysters and more ".ljust(LONGEST, "q")).faults


def test_no_password_is_dear_to_weigh():
    started = time.process_time()
    assert Password(DEAREST, ("ada@example.com", "Ada Lovelace")).score >= 0
    assert time.process_time() - started < 2


def test_words_are_taken_whole_and_in_their_parts():
    assert words_of(["Ada.Lovelace@example.com"]) == [
        "ada.lovelace@example.com",
        "ada",
        "lovelace",
        "example",
        "com",
    ]
    assert len(words_of(["word " * 500])) <= 12
