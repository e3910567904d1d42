"""Reading and writing comments."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.actions.bans import ban_writer
from cms.models import Comment, CommentPolicy, CommentStatus, now
from cms.rules.permissions import SYSTEM
from tests.client import sign_in
from tests.factories import CommentFactory, PostFactory, UserFactory


@pytest.fixture
def post(db):
    return PostFactory(slug="bell")


@pytest.fixture
def known(reader):
    """The reader has commented before and need not wait."""
    CommentFactory(author=reader)


def answer_under(parent, **given):
    root_id = parent.root_id or parent.id
    return CommentFactory(post=parent.post, parent=parent, root_id=root_id, depth=parent.depth + 1, **given)


def send(client, text, **fields):
    return client.post("/posts/bell/comments", data={"text": text, **fields})


def written(db):
    return db.session.scalars(select(Comment).order_by(Comment.id.desc()).limit(1)).one()


def test_a_visitor_is_asked_to_sign_in(client, page_at, post):
    assert not page_at("/posts/bell").all("textarea")
    assert "/login?next=" in client.get("/posts/bell").text
    response = send(client, "Hello")
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/login?next=/posts/bell%23reply")


def test_a_first_comment_waits_and_only_its_writer_sees_it(app, client, member, db, post):
    response = send(member, "My first words")
    assert response.status_code == 303
    assert written(db).status == CommentStatus.PENDING
    own = member.get("/posts/bell").text
    assert "My first words" in own
    assert "Waits for approval" in own
    assert "once a moderator has approved it" in own
    assert "My first words" not in app.test_client().get("/posts/bell").text
    other = sign_in(app.test_client(), UserFactory(role="owner"))
    assert "My first words" not in other.get("/posts/bell").text


def test_a_known_commenter_appears_at_once(client, member, known, db, post):
    response = send(member, "Second words")
    assert response.headers["Location"] == f"/posts/bell#comment-{written(db).id}"
    assert "Second words" in client.get("/posts/bell").text


def test_an_answer_stands_beneath_what_it_answers(member, known, page_at, db, post):
    first = CommentFactory(post=post, body="<p>First</p>")
    page = page_at(f"/posts/bell?reply_to={first.id}", by=member)
    assert page.one("input", name="parent")["value"] == str(first.id)
    send(member, "Because", parent=str(first.id))
    assert written(db).parent_id == first.id
    text = member.get("/posts/bell").text
    assert re.search(r"First.*<ol class=\"thread\">.*Because", text, re.DOTALL)


def test_what_is_invalid_is_given_back_as_typed(member, post):
    text = "x" * 5001
    response = send(member, text)
    assert response.status_code == 422
    assert text in response.text
    assert 'role="alert"' in response.text
    assert send(member, "  ").status_code == 422


@pytest.mark.parametrize("text", ["a\0b", "</textarea><script>alert(1)</script>\0"])
def test_what_cannot_be_stored_is_refused_politely(member, post, text):
    response = send(member, text)
    assert response.status_code == 422
    assert "<script>alert" not in response.text


def test_html_in_a_comment_is_shown_as_typed_and_markdown_as_meant(client, member, known, post):
    send(member, "<script>alert(1)</script> **bold** https://example.org/a.")
    text = client.get("/posts/bell").text
    assert "<strong>bold</strong>" in text
    assert '<a href="https://example.org/a" rel="nofollow ugc noopener">https://example.org/a</a>.' in text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("parent", ["999999", "abc", "-1", "99999999999999999999"])
def test_an_answer_to_nothing_is_not_lost_and_not_kept(member, db, post, parent):
    response = send(member, "An answer", parent=parent)
    assert response.status_code == 409
    assert "An answer" in response.text
    assert not db.session.scalars(select(Comment)).all()


def test_an_answer_to_another_posts_comment_is_refused(member, post):
    elsewhere = CommentFactory()
    assert send(member, "An answer", parent=str(elsewhere.id)).status_code == 409


def test_where_the_discussion_is_closed_there_is_no_form(member, page_at, db):
    PostFactory(slug="bell", comment_policy=CommentPolicy.CLOSED)
    assert not page_at("/posts/bell", by=member).all("textarea")
    assert send(member, "Hello").status_code == 409


def test_where_all_discussions_are_closed_old_comments_stay(member, chosen, post):
    CommentFactory(post=post, body="<p>Old words</p>")
    chosen(comments_open=False)
    text = member.get("/posts/bell").text
    assert "Old words" in text
    assert "The discussion here is closed." in text
    assert send(member, "Hello").status_code == 409


@pytest.mark.parametrize("status", [CommentStatus.PENDING, CommentStatus.SPAM, CommentStatus.TRASHED])
def test_what_is_not_approved_is_not_shown(client, post, status):
    CommentFactory(post=post, body="<p>Hidden words</p>", status=status)
    shown = CommentFactory(post=post, body="<p>Shown words</p>")
    answer_under(shown, body="<p>Hidden answer</p>", status=status)
    text = client.get("/posts/bell").text
    assert "Shown words" in text
    assert "Hidden" not in text
    assert "1 comment\n" in text


def test_threads_come_fifty_a_page(client, page_at, member, known, db, post):
    comments = [CommentFactory(post=post, body=f"<p>Thread {n:03}</p>") for n in range(51)]
    first, second = client.get("/posts/bell").text, client.get("/posts/bell?comments=2").text
    assert "Thread 049" in first
    assert "Thread 050" not in first
    assert "Thread 050" in second
    after = f"/posts/bell?comments=after-{comments[49].id}"
    before = f"/posts/bell?comments=before-{comments[50].id}"
    assert page_at("/posts/bell").one("a", rel="next")["href"] == f"{after}#comments"
    assert page_at(after).one("a", rel="prev")["href"] == f"{before}#comments"
    send(member, "On the second page", parent=str(comments[50].id))
    response = member.get("/posts/bell?comments=2")
    assert "On the second page" in response.text
    third = send(member, "A thread of its own")
    led_in = f"/posts/bell?comments=after-{comments[40].id}"
    assert third.headers["Location"] == f"{led_in}#comment-{written(db).id}"


def test_a_deep_thread_neither_breaks_nor_hides_anything(client, post):
    comment = CommentFactory(post=post, body="<p>Depth 0</p>")
    for n in range(1, 300):
        comment = answer_under(comment, body=f"<p>Depth {n}</p>")
    text = client.get("/posts/bell").text
    assert all(f"<p>Depth {n}</p>" in text for n in range(300))
    assert text.count("In answer to") > 200


def test_an_answer_to_something_removed_stays_in_its_thread(client, post):
    root = CommentFactory(post=post, body="<p>Root</p>")
    removed = answer_under(root, body="<p>Removed</p>", status=CommentStatus.TRASHED)
    answer_under(removed, body="<p>Orphan</p>")
    text = client.get("/posts/bell").text
    assert "Orphan" in text
    assert "Removed" not in text


def test_a_guests_name_links_only_to_the_web(client, post):
    CommentFactory(post=post, author=None, author_name="Ann", author_url="javascript:alert(1)")
    CommentFactory(post=post, author=None, author_name="Bob", author_url="https://bob.example")
    text = client.get("/posts/bell").text
    assert "javascript:" not in text
    assert 'href="https://bob.example" rel="nofollow ugc noopener"' in text


def test_a_preview_shows_the_comment_and_keeps_what_was_typed(member, known, db, post):
    first = CommentFactory(post=post)
    fields = {"preview": "1", "parent": str(first.id), "wants_answers": "1"}
    answer = send(member, "One *fine* day", **fields)
    assert answer.status_code == 200
    assert "One <em>fine</em> day" in answer.text
    assert "One *fine* day</textarea>" in answer.text
    assert f'name="parent" value="{first.id}"' in answer.text
    assert 'name="wants_answers" value="1" checked' in answer.text
    assert "One" not in db.session.scalars(select(Comment.source)).all()


@pytest.mark.parametrize("number", ["0", "abc", "-1", "99999999999999999999", "1"])
def test_a_comment_that_is_not_there_has_no_address(client, post, number):
    hidden = CommentFactory(post=post, status=CommentStatus.PENDING)
    assert client.get(f"/comments/{number}").status_code == 404
    assert client.get(f"/comments/{hidden.id}").status_code == 404


def test_where_members_alone_may_comment_guests_are_not_asked(client, member, known, chosen, db):
    chosen(guest_comments="verified")
    PostFactory(slug="bell", comment_policy=CommentPolicy.MEMBERS)
    assert 'name="email"' not in client.application.test_client().get("/posts/bell").text
    assert send(member, "Hello").status_code == 303


def test_who_is_banned_is_told_and_loses_no_word(member, reader, known, post):
    ban_writer(CommentFactory(author=reader), by=SYSTEM)
    answer = send(member, "My unheard words")
    assert answer.status_code == 409
    assert "You have been banned from commenting here." in answer.text
    assert "My unheard words</textarea>" in answer.text


def test_discussions_close_by_age(member, known, chosen, db):
    chosen(comment_days=30)
    CommentFactory(post=PostFactory(slug="bell", published_at=now() - timedelta(days=31)))
    assert "The discussion here is closed." in member.get("/posts/bell").text
    assert send(member, "Hello").status_code == 409


def test_the_form_is_protected_against_forgery(app, member, post, csrf):
    assert send(member, "Forged").status_code == 400


def test_after_signing_in_the_old_address_of_the_form_leads_back(client, post):
    response = client.get("/posts/bell/comments")
    assert (response.status_code, response.headers["Location"]) == (302, "/posts/bell#comments")


def test_who_may_not_comment_is_told(app, post):
    nobody = sign_in(app.test_client(), UserFactory(roles=[]))
    assert "may not write comments" in nobody.get("/posts/bell").text
    assert send(nobody, "Hello").status_code == 403
