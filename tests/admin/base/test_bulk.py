"""Bulk actions: each record by itself, and a report."""

import pytest

from cms.models import Post, PostStatus, Revision
from tests.admin.assertions import person
from tests.factories import PostFactory


def act(client, name, *posts, **more):
    sent = {"action": name, "rowid": [post.id for post in posts], "url": "/admin/posts/", **more}
    return client.post("/admin/posts/action/", data=sent, follow_redirects=True)


def states(db, *posts):
    return [db.session.get(Post, post.id, populate_existing=True).status for post in posts]


def test_ticked_posts_are_published_and_the_rest_is_explained(client, db):
    person(client, "editor")
    draft, live = PostFactory(status=PostStatus.UNPUBLISHED), PostFactory(title="Out already")
    page = act(client, "publish", draft, live).text
    assert "Publish: done for 1. 1 was refused:" in page
    assert "“Out already” is published already" in page
    assert states(db, draft, live) == [PostStatus.PUBLISHED] * 2


def test_a_grave_act_asks_first(client, db):
    person(client, "editor")
    post = PostFactory(title="Asked about")
    page = act(client, "trash", post).text
    assert "Asked about" in page and 'name="confirmed"' in page
    assert states(db, post) == [PostStatus.PUBLISHED]
    act(client, "trash", post, confirmed="1")
    assert states(db, post) == [PostStatus.TRASHED]


def test_trashed_posts_come_back_in_bulk(client, db):
    person(client, "editor")
    posts = [PostFactory(status=PostStatus.TRASHED) for _ in range(3)]
    assert "Restore: done for 3." in act(client, "restore", *posts).text
    assert states(db, *posts) == [PostStatus.UNPUBLISHED] * 3


def test_a_tag_is_added_as_a_revision(client, db):
    person(client, "editor")
    post = PostFactory(tags=("one",))
    act(client, "add_tag", post, text="two")
    newest = db.session.query(Revision).filter_by(post_id=post.id, number=2).one()
    assert newest.tags == ["one", "two"]


def test_adding_a_tag_wants_its_name(client, db):
    person(client, "editor")
    assert "Fill in “Tag to add” first." in act(client, "add_tag", PostFactory(), text=" ").text


def test_nothing_ticked_is_said(client, db):
    person(client, "editor")
    assert "Tick at least one row first." in act(client, "publish").text


@pytest.mark.parametrize("name", ["delete", "bogus", "\x00"])
def test_an_unknown_act_is_a_bad_request(client, db, name):
    person(client, "editor")
    assert act(client, name, PostFactory()).status_code == 400


def test_contributor_is_offered_no_publishing_and_refused_when_asking(client, db):
    me = person(client, "contributor")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED)
    assert 'value="publish"' not in client.get("/admin/posts/").text
    assert act(client, "publish", post).status_code == 403
    assert states(db, post) == [PostStatus.UNPUBLISHED]


def test_nothing_chosen_is_said(client, db):
    person(client, "editor")
    assert "Choose what to do with the ticked rows." in act(client, "", PostFactory()).text


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example", "http://[", "javascript:alert(1)"]
)
def test_the_way_back_stays_on_this_site(client, db, url):
    person(client, "editor")
    sent = {"action": "publish", "rowid": [PostFactory().id], "url": url}
    assert client.post("/admin/posts/action/", data=sent).location == "/admin/posts/"
