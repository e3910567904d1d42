"""Changing and deleting one's own comment for ten minutes."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from cms.models import Comment, CommentStatus, Event, now
from tests.client import sign_in
from tests.factories import CommentFactory, PostFactory, UserFactory


@pytest.fixture
def comment(db, reader):
    CommentFactory(author=reader)
    return CommentFactory(post=PostFactory(slug="bell"), author=reader, source="Old", body="<p>Old</p>")


def fresh(db, comment):
    return db.session.get(Comment, comment.id, populate_existing=True)


def test_the_writer_changes_it_and_readers_see_that(client, member, db, comment):
    edit = f"/comments/{comment.id}/edit"
    assert edit in member.get("/posts/bell").text
    assert "Old</textarea>" in member.get(edit).text
    answer = member.post(edit, data={"text": "New *words*"})
    assert answer.headers["Location"] == f"/posts/bell#comment-{comment.id}"
    page = client.application.test_client().get("/posts/bell").text
    assert "New <em>words</em>" in page and "· changed" in page and "/edit" not in page
    event = db.session.scalars(select(Event).where(Event.verb == "comment.rewrite")).one()
    assert event.before["text"] == "Old"


def test_a_preview_changes_nothing(member, db, comment):
    answer = member.post(f"/comments/{comment.id}/edit", data={"text": "New *words*", "preview": "1"})
    assert "New <em>words</em>" in answer.text and "New *words*</textarea>" in answer.text
    assert fresh(db, comment).source == "Old"


def test_what_it_became_is_judged_anew(member, db, comment):
    spam = " ".join(f"https://shop{n}.example" for n in range(9))
    member.post(f"/comments/{comment.id}/edit", data={"text": spam})
    assert fresh(db, comment).status != CommentStatus.APPROVED


def test_where_nobody_has_answered_a_deleted_comment_is_gone(member, db, comment):
    page = f"/comments/{comment.id}/withdrawal"
    assert "Delete your comment?" in member.get(page).text
    assert fresh(db, comment) is not None
    assert member.post(page).headers["Location"] == "/posts/bell#comments"
    assert fresh(db, comment) is None
    assert db.session.scalars(select(Event).where(Event.verb == "comment.withdraw")).one()


def test_where_somebody_has_answered_its_place_stays_and_the_words_go(member, db, comment):
    CommentFactory(post=comment.post, parent=comment, root_id=comment.id, depth=1, body="<p>An answer</p>")
    member.post(f"/comments/{comment.id}/withdrawal")
    kept = fresh(db, comment)
    assert (kept.body, kept.source) == ("", "") and kept.withdrawn_at
    page = member.get("/posts/bell").text
    assert (
        "Deleted by its writer." in page
        and "An answer" in page
        and "Rita" not in page.split("An answer")[0][-900:]
    )
    assert f"reply_to={comment.id}" not in page
    answer = member.post("/posts/bell/comments", data={"text": "Hm", "parent": str(comment.id)})
    assert answer.status_code == 409


@pytest.mark.parametrize("what", ["edit", "withdrawal"])
def test_after_ten_minutes_it_stays_as_it_is(member, db, comment, what):
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert f"/comments/{comment.id}/edit" not in member.get("/posts/bell").text
        assert member.get(f"/comments/{comment.id}/{what}").status_code == 409
        answer = member.post(f"/comments/{comment.id}/{what}", data={"text": "New"})
        assert answer.status_code == 409
    assert fresh(db, comment).source == "Old"


@pytest.mark.parametrize("what", ["edit", "withdrawal"])
def test_nobody_elses_comment_is_there_to_be_changed(app, db, comment, what):
    other = sign_in(app.test_client(), UserFactory(role="owner"))
    address = f"/comments/{comment.id}/{what}"
    assert other.get(address).status_code == other.post(address, data={"text": "Mine"}).status_code == 404
    assert app.test_client().get(address).status_code == 302
