"""Transitions of one post: the grave ones ask, each only for who may."""

import pytest

from cms.models import Event, Post, PostStatus, ReviewState, Revision
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import PostFactory


def move(client, post, name, kind="posts"):
    return client.post(f"/admin/{kind}/publication/?id={post.id}", data={"transition": name})


def status(db, post):
    return db.session.get(Post, post.id, populate_existing=True).status


@pytest.mark.parametrize(
    ("start", "name", "end"),
    [
        (PostStatus.UNPUBLISHED, "publish", PostStatus.PUBLISHED),
        (PostStatus.PUBLISHED, "unpublish", PostStatus.UNPUBLISHED),
        (PostStatus.PUBLISHED, "archive", PostStatus.ARCHIVED),
        (PostStatus.SCHEDULED, "trash", PostStatus.TRASHED),
        (PostStatus.TRASHED, "restore", PostStatus.UNPUBLISHED),
    ],
)
def test_editor_moves_a_post(client, db, start, name, end):
    person(client, "editor")
    post = PostFactory(status=start)
    assert move(client, post, name).status_code == 302
    assert status(db, post) == end


def test_trashing_asks_before_it_happens(client, db):
    me = person(client, "author")
    post = PostFactory(author=me)
    page = client.get(f"/admin/posts/publication/?id={post.id}&transition=trash").text
    assert "You can restore it from the trash." in page and "Readers no longer see it" in page
    assert status(db, post) == PostStatus.PUBLISHED


def test_what_is_in_the_wrong_state_is_said_with_409(client, db):
    person(client, "editor")
    answer = move(client, PostFactory(status=PostStatus.UNPUBLISHED), "archive")
    assert answer.status_code == 409 and "only what is published can be archived" in answer.text


@pytest.mark.parametrize("name", ["schedule", "delete", "", "bogus"])
def test_other_transitions_have_no_address(client, db, name):
    person(client, "owner")
    assert move(client, PostFactory(), name).status_code == 404


def test_contributor_moves_nothing(client, db):
    me = person(client, "contributor")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED)
    for name in ("publish", "trash"):
        assert move(client, post, name).status_code == 403
        address = f"/admin/posts/publication/?id={post.id}&transition={name}"
        assert client.get(address).status_code == 403
    assert status(db, post) == PostStatus.UNPUBLISHED


def test_only_what_is_in_the_trash_is_deleted_for_good_and_that_asks(client, db):
    person(client, "editor")
    post = PostFactory()
    address = f"/admin/posts/delete/?id={post.id}"
    assert client.get(address).status_code == client.post(address).status_code == 409
    move(client, post, "trash")
    assert "This can't be undone." in client.get(address).text
    assert client.post("/admin/posts/delete/", data={"id": post.id}).status_code == 302
    assert db.session.get(Post, post.id, populate_existing=True) is None


def test_reviewer_asks_for_changes_with_words_for_the_author(client, db):
    me = person(client, "contributor")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED)
    client.post(f"/admin/posts/review/?id={post.id}", data={"transition": "submit"})
    person(client, "editor")
    assert "Request changes" in client.get(f"/admin/posts/edit/?id={post.id}").text
    sent = {"transition": "request_changes", "note": "Shorten it."}
    client.post(f"/admin/posts/review/?id={post.id}", data=sent)
    assert db.session.query(Revision).one().review == ReviewState.CHANGES_REQUESTED
    assert db.session.query(Event).filter_by(verb="post.request_changes").one().reason == "Shorten it."
    sign_in(client, me)
    page = client.get(f"/admin/posts/edit/?id={post.id}").text
    assert "Shorten it." in page and "Changes requested" in page


def test_contributor_does_not_approve(client, db):
    me = person(client, "contributor")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED)
    client.post(f"/admin/posts/review/?id={post.id}", data={"transition": "submit"})
    assert (
        client.post(f"/admin/posts/review/?id={post.id}", data={"transition": "approve"}).status_code == 403
    )
