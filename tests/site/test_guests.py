"""Guests comment without an account: by a mail, and without a session."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from cms.actions.bans import ban_writer
from cms.models import Comment, CommentStatus, GuestComment, OutboxMessage, now
from cms.rules.permissions import SYSTEM
from tests.factories import CommentFactory, PostFactory

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
START = now().replace(microsecond=0)


@pytest.fixture
def post(db, chosen):
    chosen(guest_comments="verified", hold_first_comment=False)
    return PostFactory(slug="bell", title="The bell")


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def send(client, headers=FROM_HERE, **fields):
    form = {"name": "Gwen", "email": "gwen@example.org", "text": "It rang *twice*.", **fields}
    return client.post("/posts/bell/comments/guests", data=form, headers=headers)


def stamp_in(answer):
    return re.search(r'name="stamp" value="([^"]+)"', answer.text).group(1)


def send_after_preview(client, clock, **fields):
    stamp = stamp_in(send(client, preview="1", **fields))
    clock.shift(30)
    return send(client, send="1", stamp=stamp, **fields)


def link_in_mail(db, path="confirm"):
    text = db.session.scalars(select(OutboxMessage.text).order_by(OutboxMessage.id.desc()).limit(1)).one()
    return re.search(rf"/comments/{path}/\S+", text).group()


def written(db):
    return db.session.scalars(select(Comment).order_by(Comment.id.desc())).first()


def test_a_comment_comes_in_by_the_button_behind_the_mailed_link(client, db, post, clock):
    assert send_after_preview(client, clock).headers["Location"] == "/comments/sent"
    link = link_in_mail(db)
    asked = client.get(link)
    assert asked.status_code == 200 and "<em>twice</em>" in asked.text
    assert written(db) is None
    answer = client.post(link)
    comment = written(db)
    assert answer.headers["Location"] == f"/posts/bell#comment-{comment.id}"
    assert (comment.author_name, comment.author_email, comment.status) == (
        "Gwen",
        "gwen@example.org",
        CommentStatus.APPROVED,
    )
    page = client.get("/posts/bell").text
    assert "It rang" in page and "gwen@example.org" not in page


def test_the_link_serves_once_and_for_a_day(client, db, post, clock):
    send_after_preview(client, clock)
    link = link_in_mail(db)
    clock.shift(timedelta(hours=25))
    assert client.get(link).status_code == client.post(link).status_code == 410
    clock.shift(timedelta(hours=-20))
    assert client.post(link).status_code == 303
    assert client.post(link).status_code == 410
    assert client.get("/comments/confirm/forged").status_code == 410
    assert len(db.session.scalars(select(Comment)).all()) == 1


def test_a_link_that_has_served_opens_nothing_that_came_later(client, db, post, clock):
    send_after_preview(client, clock)
    served = link_in_mail(db)
    client.post(served)
    send_after_preview(client, clock, email="hugo@example.org", text="Mine.")
    assert client.get(served).status_code == client.post(served).status_code == 410


def test_a_first_comment_waits_for_guests_as_for_members(client, db, chosen, clock):
    chosen(guest_comments="verified")
    PostFactory(slug="bell")
    send_after_preview(client, clock)
    answer = client.post(link_in_mail(db))
    assert answer.headers["Location"] == "/comments/confirmed"
    assert written(db).status == CommentStatus.PENDING


def test_the_page_with_the_form_is_everybodys(client, page_at, post, csrf):
    page = page_at("/posts/bell")
    assert page.all("input", name="email")
    assert not page.all("input", name="csrf_token") and not page.all("input", name="stamp")
    answer = client.get("/posts/bell")
    assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"].startswith("public")
    assert client.get("/posts/bell").headers["ETag"] == answer.headers["ETag"]
    assert "Set-Cookie" not in send(client).headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://elsewhere.example"}, 403),
        ({}, 403),
    ],
)
def test_a_form_of_another_site_is_refused_with_a_sentence(client, post, csrf, headers, status):
    answer = send(client, headers=headers)
    assert answer.status_code == status
    assert ("not sent from a page of this site" in answer.text) == (status == 403)


def test_without_having_seen_it_nobody_sends_a_comment(client, db, post):
    answer = send(client, send="1", stamp="forged")
    assert answer.status_code == 200 and "This is how it will look" in answer.text
    assert not db.session.scalars(select(GuestComment)).all()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Give a name"),
        ({"name": "a@example.org"}, "Give a name and not an address"),
        ({"email": "gwen"}, "not an e-mail address"),
        ({"text": ""}, "Write something first"),
        ({"parent": "999"}, "no longer there"),
    ],
)
def test_a_fault_is_said_and_nothing_typed_is_lost(client, post, fields, sentence):
    answer = send(client, **fields)
    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    for value in {"name": "Gwen", "text": "It rang *twice*.", **fields}.values():
        assert value in answer.text or value == "999"


def test_where_guests_do_not_comment_their_form_is_refused(client, db):
    PostFactory(slug="bell")
    assert 'name="email"' not in client.get("/posts/bell").text
    assert send(client).status_code == 409


def test_who_is_banned_is_told_once_the_address_is_theirs(client, db, post, clock):
    ban_writer(CommentFactory(author=None, author_name="G", author_email="gwen@example.org"), by=SYSTEM)
    assert send_after_preview(client, clock).headers["Location"] == "/comments/sent"
    answer = client.post(link_in_mail(db))
    assert answer.status_code == 409 and "You have been banned" in answer.text


def test_a_mailbox_is_not_flooded(client, db, post, clock):
    for n in range(4):
        assert send_after_preview(client, clock, text=f"Comment {n}").status_code == 303
    held = send_after_preview(client, clock, text="Once more")
    assert held.status_code == 429 and "Once more" in held.text


def test_what_looks_like_spam_lies_with_the_spam_though_it_was_confirmed(client, db, post, clock):
    send_after_preview(client, clock, homepage="https://spam.example")
    client.post(link_in_mail(db))
    assert written(db).status == CommentStatus.SPAM
    assert written(db).reasons[0]["rule"] == "trap"


def test_mails_about_answers_end_by_one_click_without_signing_in(client, db, post, clock, csrf):
    send_after_preview(client, clock, wants_answers="1")
    client.post(link_in_mail(db))
    first = written(db)
    send_after_preview(
        client, clock, email="hugo@example.org", name="Hugo", text="So it did.", parent=first.id
    )
    client.post(link_in_mail(db))
    mail = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(1)).one()
    assert mail.recipient == "gwen@example.org" and "So it did." in mail.text
    stop = mail.headers["List-Unsubscribe"].strip("<>").partition("/comments")[2]
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.get(f"/comments{stop}").status_code == 200
    db.session.refresh(first)
    assert first.wants_answers
    answer = client.post(f"/comments{stop}", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 303 and "Set-Cookie" not in answer.headers
    db.session.refresh(first)
    assert not first.wants_answers
