"""Each rule on spam, and the sentences that moderators read."""

from datetime import timedelta

import pytest

from cms.rules.spam import HOLD, RULES, SENTENCES, SPAM, Blocks, Clues, Facts, assess, essence, sentence_of

CALM = Clues(age=timedelta(minutes=2))
LINK = "https://example.org/a"


def judged(text="A calm thought about the bell.", clues=CALM, **given):
    return assess(Facts(text, clues=clues, **given))


def test_a_calm_thought_has_no_points():
    assert judged().score == 0


@pytest.mark.parametrize(
    ("given", "least"),
    [
        ({"clues": Clues(trapped=True, age=timedelta(minutes=2))}, SPAM),
        ({"clues": Clues(age=timedelta(seconds=1))}, HOLD),
        ({"links": [LINK] * 3}, HOLD),
        ({"links": [LINK] * 8}, SPAM),
        ({"repeats": 1}, HOLD),
        ({"rejected": 2}, HOLD),
        ({"linked": 1}, HOLD),
        ({"name": "www.cheap.example"}, HOLD),
        ({"text": "Play at our CASINO", "blocks": Blocks(words=("casino",))}, HOLD),
        ({"text": "Many casinos", "blocks": Blocks(words=("casino*",))}, HOLD),
        ({"email": "a@bad.example", "blocks": Blocks(addresses=("@bad.example",))}, SPAM),
        (
            {
                "clues": Clues(age=timedelta(1), place="192.0.2.7"),
                "blocks": Blocks(networks=("192.0.2.0/24",)),
            },
            SPAM,
        ),
        (
            {
                "clues": Clues(age=timedelta(1), place="::ffff:192.0.2.7"),
                "blocks": Blocks(networks=("192.0.2.7",)),
            },
            SPAM,
        ),
    ],
)
def test_what_speaks_for_spam_has_points(given, least):
    assert judged(**given).score >= least


@pytest.mark.parametrize(
    "given",
    [
        {"text": "Occasionally", "blocks": Blocks(words=("casino", "casio*"))},
        {"email": "a@notbad.example", "blocks": Blocks(addresses=("@bad.example",))},
        {
            "clues": Clues(age=timedelta(minutes=1), place=""),
            "blocks": Blocks(networks=("192.0.2.0/24", "x")),
        },
        {"text": "NO WAY! I saw it myself, and so did my neighbour."},
    ],
)
def test_what_only_looks_alike_has_none(given):
    assert judged(**given).score == 0


def test_no_fault_of_the_form_alone_holds_anything():
    assert 0 < judged(clues=Clues()).score < HOLD
    assert judged(clues=Clues(by_request=False)).score == 0
    assert judged(clues=Clues(age=timedelta(days=9))).score < HOLD


def test_who_was_approved_before_gets_the_benefit_of_the_doubt():
    assert judged(links=[LINK] * 3, known=True).score < HOLD <= judged(links=[LINK] * 3).score


def test_every_reason_is_a_sentence():
    assert len({rule.name for rule in RULES}) == len(RULES)
    for name in SENTENCES:
        sentence = sentence_of({"rule": name, "points": 1, "count": 3})
        assert sentence.endswith(".") and "%" not in sentence
    assert sentence_of({"rule": "of a later version"}) == "of a later version"


def test_a_text_is_known_again_whatever_its_case_and_marks():
    assert essence("Buy THE best bags, here!") == essence("buy the best — bags here")
    assert essence("Thank you!") == ""
