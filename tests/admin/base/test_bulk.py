"""Bulk actions: each record by itself, and a report."""

import pytest

from cms.models import BulkRun, Event, Post, PostStatus, Revision
from tests.admin.assertions import person
from tests.factories import PostFactory, TagFactory


def act(client, name, *posts, **more):
    sent = {"action": name, "rowid": [post.id for post in posts], "url": "/admin/posts/", **more}
    return client.post("/admin/posts/action/", data=sent, follow_redirects=True)


def states(db, *posts):
    return [db.session.get(Post, post.id, populate_existing=True).status for post in posts]


def test_ticked_posts_are_published_and_the_rest_is_explained(client, db):
    person(client, "editor")
    draft, live = PostFactory(status=PostStatus.UNPUBLISHED), PostFactory(title="Out already")
    page = act(client, "publish", draft, live, confirmed="1").text
    assert "Publish: done for 1. 1 was refused:" in page
    assert "“Out already” is published already" in page
    assert states(db, draft, live) == [PostStatus.PUBLISHED] * 2


@pytest.mark.parametrize(
    ("name", "after"), [("trash", PostStatus.TRASHED), ("unpublish", PostStatus.UNPUBLISHED)]
)
def test_every_act_asks_first(client, db, name, after):
    person(client, "editor")
    post = PostFactory(title="Asked about")
    page = act(client, name, post).text
    assert "Asked about" in page and 'name="confirmed"' in page
    assert "You can undo it for one hour." in page
    assert states(db, post) == [PostStatus.PUBLISHED]
    act(client, name, post, confirmed="1")
    assert states(db, post) == [after]


def test_the_question_tells_what_will_be_done_and_what_refused(client, db):
    person(client, "editor")
    draft, live = PostFactory(status=PostStatus.UNPUBLISHED, title="Waits"), PostFactory(title="Out already")
    events = db.session.query(Event).count()
    page = act(client, "publish", draft, live).text
    done, refused = page.index("It will be done for 1:"), page.index("1 will be refused:")
    assert done < page.index("Waits") < refused < page.index("“Out already” is published already")
    assert states(db, draft) == [PostStatus.UNPUBLISHED]
    assert (db.session.query(Event).count(), db.session.query(BulkRun).count()) == (events, 0)


def test_where_all_would_be_refused_there_is_nothing_to_confirm(client, db):
    person(client, "editor")
    page = act(client, "publish", PostFactory()).text
    assert "Nothing would be done" in page
    assert '<button class="button primary solid">' not in page


def test_what_has_no_inverse_says_so(client, db):
    person(client, "editor")
    sent = {"action": "delete", "rowid": [TagFactory().id]}
    assert "This can't be undone." in client.post("/admin/tags/action/", data=sent).text
    page = client.post("/admin/tags/action/", data={**sent, "confirmed": "1"}, follow_redirects=True).text
    assert "Delete: done for 1." in page
    assert "/admin/tags/undo/" not in page


def test_trashed_posts_come_back_in_bulk(client, db):
    person(client, "editor")
    posts = [PostFactory(status=PostStatus.TRASHED) for _ in range(3)]
    assert "Restore: done for 3." in act(client, "restore", *posts, confirmed="1").text
    assert states(db, *posts) == [PostStatus.UNPUBLISHED] * 3


def test_a_tag_is_added_as_a_revision(client, db):
    person(client, "editor")
    post = PostFactory(tags=("one",))
    act(client, "add_tag", post, text="two", confirmed="1")
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
    sent = {"action": "publish", "rowid": [PostFactory().id], "url": url, "confirmed": "1"}
    assert client.post("/admin/posts/action/", data=sent).location == "/admin/posts/"
