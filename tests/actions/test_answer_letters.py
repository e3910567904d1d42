"""Who asked for it is told of answers: once, not about their own, and not of what is held."""

import pytest
from sqlalchemy import select

from cms.actions import commenting, moderating
from cms.actions.answer_letters import end_answers
from cms.models import OutboxMessage
from cms.rules.permissions import SYSTEM
from tests.factories import CommentFactory, PostFactory, UserFactory


@pytest.fixture
def asked(db):
    writer = UserFactory(role="reader", email="wanda@example.com")
    return CommentFactory(post=PostFactory(), author=writer, wants_answers=True)


def mails(db):
    return db.session.scalars(select(OutboxMessage.recipient).order_by(OutboxMessage.id)).all()


def answer(asked, by, text="Quite so."):
    return commenting.write(asked.post, text, by=by, parent=asked)


def known():
    somebody = UserFactory(role="reader")
    CommentFactory(author=somebody)
    return somebody


def test_an_answer_is_told_at_once_where_it_appears_at_once(db, asked):
    answer(asked, known())
    assert mails(db) == ["wanda@example.com"]


def test_an_answer_that_waits_is_told_once_it_is_approved_and_only_once(db, asked):
    waiting = answer(asked, UserFactory(role="reader"))
    assert mails(db) == []
    for move in ("approve", "hold", "approve"):
        moderating.moderate(waiting, move, by=SYSTEM)
    assert mails(db) == ["wanda@example.com"]


def test_nobody_is_told_of_their_own_words_nor_who_did_not_ask_nor_who_has_left(db, asked):
    answer(asked, asked.author)
    answer(CommentFactory(post=asked.post), known())
    asked.author.active = False
    answer(asked, known())
    assert mails(db) == []


def test_who_has_ended_it_everywhere_gets_none_for_any_comment(db, asked):
    other = CommentFactory(post=asked.post, author=asked.author, wants_answers=True)
    end_answers(other, everywhere=True)
    db.session.refresh(asked)
    answer(asked, known())
    assert mails(db) == []
