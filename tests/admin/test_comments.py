"""The comments screen: a queue, decisions, threads."""

import pytest
from sqlalchemy import select

from cms.models import Comment, CommentBan, CommentStatus, Event
from tests.admin.assertions import person
from tests.factories import CommentFactory, PostFactory, UserFactory


def decide(client, comment, name):
    return client.post(f"/admin/comments/moderation/?id={comment.id}", data={"transition": name})


def test_the_list_begins_with_what_is_held(client, db):
    CommentFactory(body="<p>Held words</p>", status=CommentStatus.PENDING)
    CommentFactory(body="<p>Approved words</p>")
    person(client, "moderator")
    queue = client.get("/admin/comments/").text
    assert "Held words" in queue and "Approved words" not in queue
    everything = client.get("/admin/comments/?flt0_status=all").text
    assert "Held words" in everything and "Approved words" in everything


@pytest.mark.parametrize(
    ("name", "status"),
    [("approve", "approved"), ("spam", "spam"), ("trash", "trashed")],
)
def test_moderator_decides_with_one_button(client, db, name, status):
    comment = CommentFactory(status=CommentStatus.PENDING)
    person(client, "moderator")
    assert decide(client, comment, name).status_code == 302
    assert db.session.get(Comment, comment.id, populate_existing=True).status == status


def test_a_decision_that_was_taken_already_is_said(client, db):
    person(client, "moderator")
    answer = decide(client, CommentFactory(), "approve")
    assert answer.status_code == 409 and "approved already" in answer.text


def test_the_whole_queue_is_approved_in_bulk(client, db):
    waiting = [CommentFactory(status=CommentStatus.PENDING) for _ in range(3)]
    person(client, "moderator")
    sent = {"action": "approve", "rowid": [comment.id for comment in waiting], "confirmed": "1"}
    client.post("/admin/comments/action/", data=sent)
    for comment in waiting:
        assert db.session.get(Comment, comment.id, populate_existing=True).status == CommentStatus.APPROVED


def test_details_show_what_a_comment_answers(client, db):
    post = PostFactory()
    first = CommentFactory(post=post, body="<p>The question</p>")
    answer = CommentFactory(
        post=post, body="<p>The answer</p>", parent_id=first.id, root_id=first.id, depth=1
    )
    person(client, "moderator")
    page = client.get(f"/admin/comments/details/?id={answer.id}").text
    assert page.index("The question") < page.index("The answer")


def test_search_finds_guests_and_members_by_name(client, db):
    CommentFactory(author=None, author_name="Guest Quill", body="<p>One</p>")
    CommentFactory(author=UserFactory(name="Member Quill"), body="<p>Two</p>")
    CommentFactory(body="<p>Three</p>")
    person(client, "moderator")
    page = client.get("/admin/comments/?search=quill").text
    assert "One" in page and "Two" in page and "Three" not in page


def test_only_trashed_comments_are_deleted_for_good(client, db):
    kept, trashed = CommentFactory(), CommentFactory(status=CommentStatus.TRASHED)
    person(client, "moderator")
    assert client.post(f"/admin/comments/delete/?id={kept.id}").status_code == 409
    assert "can't be undone" in client.get(f"/admin/comments/delete/?id={trashed.id}").text
    client.post(f"/admin/comments/delete/?id={trashed.id}")
    assert db.session.get(Comment, trashed.id, populate_existing=True) is None


def test_author_sees_and_decides_on_comments_under_own_posts_only(client, db):
    me = person(client, "author")
    own = CommentFactory(post=PostFactory(author=me), body="<p>Under mine</p>", status=CommentStatus.PENDING)
    foreign = CommentFactory(body="<p>Elsewhere</p>", status=CommentStatus.PENDING)
    queue = client.get("/admin/comments/").text
    assert "Under mine" in queue and "Elsewhere" not in queue
    assert decide(client, own, "approve").status_code == 302
    assert decide(client, foreign, "approve").status_code == 404


def test_comments_are_not_written_or_edited_here(client, db):
    person(client, "owner")
    assert client.get("/admin/comments/new/").status_code == 404
    assert (
        client.post(f"/admin/comments/edit/?id={CommentFactory().id}", data={"body": "x"}).status_code == 404
    )


def test_moderators_read_why_a_comment_is_held_and_what_it_answers(client, db):
    parent = CommentFactory(body="<p>The first word</p>")
    reasons = [{"rule": "links", "points": 4, "count": 3}, {"rule": "old", "points": 1, "count": 2}]
    held = CommentFactory(
        post=parent.post, parent=parent, root_id=parent.id, depth=1,
        status=CommentStatus.PENDING, score=5, reasons=reasons,
    )  # fmt: skip
    CommentFactory(post=parent.post, parent=held, root_id=parent.id, depth=2, body="<p>The last word</p>")
    person(client, "moderator")
    queue = client.get("/admin/comments/").text
    assert "5 points" in queue and "It holds links (3)." in queue and "The first word" in queue
    details = client.get(f"/admin/comments/details/?id={held.id}").text
    assert "The form had been open for more than a day." in details
    assert "The first word" in details and "The last word" in details


def test_the_reason_of_a_decision_is_logged(client, db):
    comment = CommentFactory(status=CommentStatus.PENDING)
    person(client, "moderator")
    client.post(
        f"/admin/comments/moderation/?id={comment.id}", data={"transition": "spam", "reason": "Sells bags"}
    )
    assert db.session.scalars(select(Event.reason).where(Event.verb == "comment.spam")).one() == "Sells bags"


def test_a_moderator_bans_the_writer_and_lifts_the_ban(client, db):
    comment = CommentFactory()
    person(client, "moderator")
    client.post(f"/admin/comments/ban/?id={comment.id}", data={"reason": "Insults"})
    assert "Banned from commenting on" in client.get(f"/admin/comments/details/?id={comment.id}").text
    assert "Insults" in client.get("/admin/comments/bans/").text
    ban = db.session.scalars(select(CommentBan)).one()
    client.post("/admin/comments/unban/", data={"id": ban.id})
    assert "Nobody is banned." in client.get("/admin/comments/bans/").text


def test_the_queue_takes_as_many_queries_for_many_as_for_few(client, db, count_queries):
    person(client, "moderator")
    queue_of(2)
    client.get("/admin/comments/")
    count_queries.clear()
    client.get("/admin/comments/")
    few = len(count_queries)
    queue_of(15)
    count_queries.clear()
    client.get("/admin/comments/")
    assert len(count_queries) == few


def queue_of(count):
    for _ in range(count):
        root = CommentFactory()
        CommentFactory(post=root.post, parent=root, root_id=root.id, depth=1, status=CommentStatus.PENDING)
