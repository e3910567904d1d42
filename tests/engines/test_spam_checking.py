"""An outside checker: off by default, never waited for long, and its failure holds."""

import time

import pytest

from cms.engines import spam_checking
from cms.engines.spam_checking import Opinion, Submission, opinions_on
from cms.rules.spam import HOLD, SPAM

SUBMISSION = Submission("Words", "Ada", "ada@example.com", "192.0.2.1", "/posts/bell")


def says_spam(submission):
    return Opinion.SPAM if submission is SUBMISSION else Opinion.HAM


def says_ham(_submission):
    return Opinion.HAM


def hangs(_submission):
    time.sleep(0.2)


def fails(_submission):
    raise ConnectionError("away")


@pytest.fixture
def checker(app, monkeypatch):
    def choose(name):
        monkeypatch.setitem(app.config, "COMMENT_CHECKER", name)

    with app.app_context():
        yield choose


def test_there_is_none_by_default(checker):
    assert opinions_on(SUBMISSION) == ()


def test_its_opinion_becomes_points(checker):
    checker(f"{__name__}:says_ham")
    assert opinions_on(SUBMISSION) == ()
    checker(f"{__name__}:says_spam")
    assert [reason["points"] for reason in opinions_on(SUBMISSION)] == [SPAM]


@pytest.mark.parametrize("name", [f"{__name__}:fails", f"{__name__}:hangs", "no.such:module", "nonsense"])
def test_without_an_answer_the_comment_waits(checker, monkeypatch, caplog, name):
    monkeypatch.setattr(spam_checking, "TIMEOUT", 0.05)
    checker(name)
    assert [reason["points"] for reason in opinions_on(SUBMISSION)] == [HOLD]
    assert "comment checker" in caplog.text
