"""A bulk run is undone from its message or from the log, for an hour, once, record by record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.actions import trashing
from cms.models import BulkRun, Comment, CommentStatus, Event, Post, PostStatus, User, now
from cms.rules.permissions import SYSTEM
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import CommentFactory, PostFactory, UserFactory


def act(client, screen, name, *records):
    sent = {"action": name, "rowid": [record.id for record in records], "confirmed": "1"}
    return client.post(f"/admin/{screen}/action/", data=sent, follow_redirects=True).text


def undo(client, screen, run):
    sent = {"id": getattr(run, "id", run)}
    return client.post(f"/admin/{screen}/undo/", data=sent, follow_redirects=True)


def the_run(db):
    return db.session.scalars(select(BulkRun).execution_options(populate_existing=True)).one()


def status(db, post):
    return db.session.get(Post, post.id, populate_existing=True).status


def test_the_message_offers_to_undo_and_undoing_brings_all_back(client, db):
    person(client, "editor")
    live, draft = PostFactory(), PostFactory(status=PostStatus.UNPUBLISHED)
    page = act(client, "posts", "trash", live, draft)
    run = the_run(db)
    assert 'action="/admin/posts/undo/"' in page and f'name="id" value="{run.id}"' in page
    assert "Undo “Move to trash”: done for 2." in undo(client, "posts", run).text
    assert (status(db, live), status(db, draft)) == (PostStatus.PUBLISHED, PostStatus.UNPUBLISHED)


def test_undoing_needs_the_csrf_token(client, db, csrf):
    me = UserFactory(role="editor")
    post = PostFactory(status=PostStatus.TRASHED)
    run = BulkRun(screen="posts", act="trash", steps=[{"id": post.id}], by_id=me.id)
    db.session.add(run)
    db.session.flush()
    sign_in(client, me)
    assert undo(client, "posts", run).status_code == 400
    assert the_run(db).undone_at is None


def test_an_undo_happens_once(client, db):
    person(client, "editor")
    act(client, "posts", "trash", PostFactory())
    undo(client, "posts", the_run(db))
    again = undo(client, "posts", the_run(db))
    assert again.status_code == 409 and "undone already" in again.text


def test_after_an_hour_there_is_a_sentence(client, db):
    person(client, "editor")
    post = PostFactory()
    act(client, "posts", "trash", post)
    the_run(db).created_at = now() - timedelta(minutes=61)
    db.session.commit()
    late = undo(client, "posts", the_run(db))
    assert late.status_code == 409 and "possible for one hour" in late.text
    assert status(db, post) == PostStatus.TRASHED


def test_what_was_changed_or_deleted_since_is_refused_by_name(client, db):
    person(client, "editor")
    kept, touched, gone = PostFactory(), PostFactory(title="Touched"), PostFactory()
    act(client, "posts", "trash", kept, touched, gone)
    trashing.restore(db.session.get(Post, touched.id, populate_existing=True), by=SYSTEM)
    trashing.delete(db.session.get(Post, gone.id, populate_existing=True), by=SYSTEM)
    db.session.commit()
    page = undo(client, "posts", the_run(db)).text
    assert "done for 1. 2 were refused:" in page
    assert "Touched: It has been changed since" in page
    assert (status(db, kept), status(db, touched)) == (PostStatus.PUBLISHED, PostStatus.UNPUBLISHED)


def test_a_run_that_could_not_be_undone_at_all_stays_open(client, db):
    person(client, "editor")
    post = PostFactory()
    act(client, "posts", "trash", post)
    trashing.restore(db.session.get(Post, post.id, populate_existing=True), by=SYSTEM)
    db.session.commit()
    undo(client, "posts", the_run(db))
    assert the_run(db).undone_at is None


@pytest.mark.parametrize(("role", "code"), [("editor", 200), ("author", 404), ("contributor", 404)])
def test_a_colleague_with_the_permission_may_undo_it_too(app, client, db, role, code):
    person(client, "editor")
    post = PostFactory()
    act(client, "posts", "trash", post)
    colleague = sign_in(app.test_client(), UserFactory(role=role))
    assert undo(colleague, "posts", the_run(db)).status_code == code
    assert status(db, post) == (PostStatus.PUBLISHED if code == 200 else PostStatus.TRASHED)


def test_who_lost_the_permission_can_no_longer_undo(client, db):
    me = person(client, "editor")
    post = PostFactory()
    act(client, "posts", "trash", post)
    me = db.session.get(User, me.id, populate_existing=True)
    me.roles = UserFactory(role="contributor").roles
    db.session.commit()
    assert undo(client, "posts", the_run(db)).status_code == 403
    assert status(db, post) == PostStatus.TRASHED


@pytest.mark.parametrize("given", ["", "x", "0", "99999", "-1"])
def test_what_is_no_run_is_not_found(client, db, given):
    person(client, "editor")
    assert undo(client, "posts", given).status_code == 404


def test_a_run_belongs_to_its_screen(client, db):
    person(client, "editor")
    act(client, "posts", "trash", PostFactory())
    assert undo(client, "pages", the_run(db)).status_code == 404


def test_comments_and_people_come_back_too(client, db):
    person(client, "owner")
    comment, reader = CommentFactory(status=CommentStatus.PENDING), UserFactory()
    act(client, "comments", "spam", comment)
    undo(client, "comments", the_run(db))
    assert db.session.get(Comment, comment.id, populate_existing=True).status == CommentStatus.PENDING
    act(client, "users", "deactivate", reader)
    run = db.session.scalars(select(BulkRun).where(BulkRun.screen == "users")).one()
    undo(client, "users", run)
    assert db.session.get(User, reader.id, populate_existing=True).active


def test_the_log_tells_of_the_run_and_offers_to_undo_it(client, db):
    person(client, "owner")
    post = PostFactory()
    act(client, "posts", "trash", post)
    event = db.session.scalars(select(Event).where(Event.verb == "bulk_run.do")).one()
    address = f"/admin/events/details/?id={event.id}"
    page = client.get(address).text
    assert "Did at once: Move to trash (Posts)" in page
    assert 'action="/admin/posts/undo/"' in page
    undo(client, "posts", the_run(db))
    page = client.get(address).text
    assert "/admin/posts/undo/" not in page and "undone already" in page
    assert db.session.scalars(select(Event.verb).where(Event.verb == "bulk_run.undo")).all()
    assert client.get("/admin/events/").status_code == 200


def test_the_trash_says_when_a_post_will_go(client, db):
    person(client, "editor")
    post = PostFactory(status=PostStatus.TRASHED)
    post.trashed_at = post.trashed_at.replace(year=2031, month=3, day=1)
    db.session.commit()
    assert "In the trash until Mar 31, 2031" in client.get("/admin/posts/?flt0_status=trashed").text
    details = client.get(f"/admin/posts/details/?id={post.id}").text
    assert "Will be deleted for good" in details and "Mar 31, 2031" in details
