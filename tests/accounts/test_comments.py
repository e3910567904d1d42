"""My comments: what became of each, in a sentence."""

import pytest

from cms.actions.bans import ban_writer
from cms.engines.reading import own_comments
from cms.models import CommentStatus, now
from cms.rules.permissions import SYSTEM
from tests.client import sign_in
from tests.factories import CommentFactory, PostFactory, UserFactory


@pytest.fixture
def reader(db):
    return UserFactory(role="reader")


@pytest.fixture
def member(client, reader):
    return sign_in(client, reader)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Published."),
        ({"status": CommentStatus.PENDING}, "Held: a moderator looks at first comments"),
        ({"status": CommentStatus.PENDING, "score": 4}, "Held: something about it made us careful."),
        ({"status": CommentStatus.SPAM}, "Not published: it looks like spam."),
        ({"status": CommentStatus.TRASHED}, "a moderator has taken it down"),
        ({"withdrawn_at": now(), "body": ""}, "You have deleted it"),
    ],
)
def test_each_says_what_became_of_it(member, reader, given, sentence):
    comment = CommentFactory(author=reader, **given)
    page = member.get("/account/comments").text
    assert sentence in page
    assert (f'/comments/{comment.id}"' in page) == (sentence == "Published.")


def test_nobody_elses_are_there_and_who_is_banned_is_told(member, reader):
    own = CommentFactory(author=reader, post=PostFactory(title="Mine"))
    CommentFactory(body="<p>Theirs</p>")
    ban_writer(own, by=SYSTEM)
    page = member.get("/account/comments").text
    assert "Theirs" not in page and "You have been banned" in page


def test_they_come_a_page_at_a_time_at_the_same_cost(member, reader, monkeypatch, count_queries):
    monkeypatch.setattr(own_comments, "A_PAGE", 3)
    comments = [CommentFactory(author=reader, body=f"<p>Words {n}</p>") for n in range(5)]
    count_queries.clear()
    first = member.get("/account/comments").text
    assert len(count_queries) <= 8
    assert "Words 4" in first and "Words 1" not in first
    second = member.get(f"/account/comments?before={comments[2].id}").text
    assert "Words 1" in second and "Words 2" not in second
