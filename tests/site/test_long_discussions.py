"""A post with five thousand comments costs what one with fifty does."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, insert, select

from cms.extensions import db as _db
from cms.models import Comment, CommentStatus
from tests.factories import PostFactory, UserFactory

MANY = 5_000
START = datetime(2026, 1, 1, tzinfo=UTC)


def fill(db, post, count, root=None):
    """So many comments, each a thread of its own or an answer under `root`; their numbers in order."""
    author = UserFactory(role="reader")
    row = {"post_id": post.id, "author_id": author.id, "status": CommentStatus.APPROVED}
    row |= {"root_id": root, "parent_id": root, "depth": int(root is not None)}
    first = START + timedelta(days=int(root is not None))
    rows = [
        {**row, "body": f"<p>Words {n:04}.</p>", "created_at": first + timedelta(minutes=n)}
        for n in range(count)
    ]
    db.session.execute(insert(Comment), rows)
    query = select(Comment.id).where(Comment.post_id == post.id)
    query = query.where(Comment.root_id.is_(None) if root is None else Comment.root_id == root)
    return list(db.session.scalars(query.order_by(Comment.created_at, Comment.id)))


@pytest.fixture
def rows_read(db):
    """How many comments were read from the database since the list was cleared."""
    read = []

    def note(_context, instance):
        if isinstance(instance, Comment):
            read.append(instance)

    event.listen(_db.session, "loaded_as_persistent", note)
    yield read
    event.remove(_db.session, "loaded_as_persistent", note)


@pytest.fixture
def cost(client, count_queries, rows_read):
    """Queries and comments read for an address, and the page."""

    def of(address):
        count_queries.clear()
        rows_read.clear()
        text = client.get(address).text
        return len(count_queries), len(rows_read), text

    return of


def test_five_thousand_threads_cost_what_fifty_do(db, cost):
    few, many = PostFactory(slug="few"), PostFactory(slug="many")
    fill(db, few, 50)
    ids = fill(db, many, MANY)
    queries, rows, _text = cost("/posts/few")
    assert rows == 50
    for address in ("", f"?comments=after-{ids[2500]}", f"?comments=before-{ids[2500]}", "?comments=newest"):
        asked, read, text = cost(f"/posts/many{address}")
        assert asked <= queries + 1, address
        assert read <= rows + 2, address
        assert "More than 1000 comments" in text
    assert "Words 4999." in cost("/posts/many?comments=newest")[2]


def test_a_thread_of_five_thousand_answers_is_read_in_parts(db, cost):
    post = PostFactory(slug="many")
    (root,) = fill(db, post, 1)
    ids = fill(db, post, MANY, root=root)
    asked, read, text = cost("/posts/many")
    assert read <= 450 and asked <= 9
    assert f"?thread={root}&amp;comments=after-{ids[399]}#comments" in text
    asked, read, text = cost(f"/posts/many?thread={root}&comments=after-{ids[399]}")
    assert read <= 210 and asked <= 9
    assert "Words 0400." in text and "Words 0399." not in text


def test_the_lasting_address_leads_to_the_page_that_holds_the_comment(db, client, count_queries):
    post = PostFactory(slug="many")
    roots = fill(db, post, 2_000)
    answers = fill(db, post, MANY, root=roots[1_900])
    for ids in (roots, answers):
        for n in (0, 19, 20, 49, 50, 1_000, len(ids) - 1):
            assert_leads_to(client, count_queries, ids[n], f"Words {n:04}.")


def assert_leads_to(client, count_queries, number, words):
    count_queries.clear()
    answer = client.get(f"/comments/{number}")
    assert len(count_queries) <= 6
    address, _hash, anchor = answer.headers["Location"].partition("#")
    text = client.get(address).text
    assert words in text and f'id="{anchor}"' in text


@pytest.mark.parametrize("number", ["2", "99"])
def test_numbered_addresses_of_before_still_lead_somewhere_near(db, client, number):
    ids = fill(db, PostFactory(slug="bell"), 120)
    text = client.get(f"/posts/bell?comments={number}").text
    assert f'id="comment-{ids[99 if number == "2" else 119]}"' in text


@pytest.mark.parametrize("asked", ["after-0", "after-x", "before-999999", "after-", "-5", "newest-1"])
def test_an_address_that_means_nothing_shows_the_beginning(db, client, asked):
    ids = fill(db, PostFactory(slug="bell"), 60)
    text = client.get(f"/posts/bell?comments={asked}").text
    assert f'id="comment-{ids[0]}"' in text


def test_every_thread_is_reached_by_going_on_and_by_going_back(db, client):
    ids = fill(db, PostFactory(slug="bell"), 120)
    forward = walked(client, "/posts/bell", "next")
    assert forward == ids
    backward = walked(client, "/posts/bell?comments=newest", "prev")
    assert set(backward) == set(ids)


def walked(client, address, rel):
    found = []
    while address:
        text = client.get(address).text
        found += [int(number) for number in re.findall(r'id="comment-(\d+)"', text)]
        link = re.search(rf'rel="{rel}" href="([^"]+)#comments"', text)
        address = link.group(1).replace("&amp;", "&") if link else ""
    return found
