"""Plans on the screens of a post: its form, its revisions, its badges."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from cms.actions import publishing, saving, scheduling
from cms.actions.content import Content
from cms.models import PostStatus, Schedule, ScheduledVerb, now
from cms.rules.permissions import SYSTEM
from tests.admin.assertions import person, written
from tests.factories import PostFactory

AT = "2100-07-01T09:00"


def edit(client, post, **fields):
    return client.post(f"/admin/posts/edit/?id={post.id}", data=written(**fields), follow_redirects=True)


def rows(db):
    db.session.expire_all()
    return {row.verb: row for row in db.session.scalars(select(Schedule))}


def test_changes_of_a_published_post_are_scheduled_from_its_form(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, title="Standing")
    answer = edit(client, post, title="Coming", slug=post.slug, act="schedule", at=AT)
    assert "is scheduled." in answer.text and "Changes appear" in answer.text
    assert "Changes appear" in client.get("/admin/posts/").text
    db.session.refresh(post)
    assert (post.status, post.title, rows(db)[ScheduledVerb.PUBLISH].version) == ("published", "Standing", 2)


def test_the_end_is_scheduled_in_the_zone_of_who_sets_it(client, db):
    me = person(client, "author")
    me.timezone = "America/New_York"
    post = PostFactory(author=me)
    answer = edit(client, post, act="schedule_end", until=AT)
    assert "will be taken offline" in answer.text and "Offline from" in answer.text
    assert rows(db)[ScheduledVerb.UNPUBLISH].at == datetime(2100, 7, 1, 13, tzinfo=UTC)


def test_an_end_without_a_moment_is_said_at_its_field(client, db):
    me = person(client, "author")
    post = PostFactory(author=me)
    answer = edit(client, post, act="schedule_end")
    assert answer.status_code == 422 and "Choose when it shall be taken offline." in answer.text


def test_an_old_revision_is_chosen_and_a_later_save_leaves_it(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED, title="First")
    saving.save(post, Content("Second", slug=post.slug), by=SYSTEM, base=1)
    assert "Publish revision 1 later" in client.get(f"/admin/posts/details/?id={post.id}&revision=1").text
    chosen = {"version": "1", "at": AT}
    answer = client.post(f"/admin/posts/schedule/?id={post.id}", data=chosen, follow_redirects=True)
    assert "Revision 1 appears" in answer.text
    answer = edit(client, post, title="Third", slug=post.slug, base="2")
    assert "still means revision 1" in answer.text
    assert rows(db)[ScheduledVerb.PUBLISH].version == 1


def test_a_save_of_the_newest_takes_the_schedule_along_and_says_so(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, status=PostStatus.SCHEDULED)
    answer = edit(client, post, title="Better", slug=post.slug)
    assert "The schedule means this revision now" in answer.text
    assert rows(db)[ScheduledVerb.PUBLISH].version == 2


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"version": "1"}, "Choose a day and a time"),
        ({"version": "1", "at": "2001-01-01T00:00"}, "Choose a moment in the future."),
        ({"version": "7", "at": AT}, "There is no such revision."),
        ({"version": "x", "at": AT}, "There is no such revision."),
    ],
)
def test_what_cannot_be_scheduled_is_a_sentence(client, db, sent, sentence):
    me = person(client, "author")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED)
    answer = client.post(f"/admin/posts/schedule/?id={post.id}", data=sent)
    assert answer.status_code == 422 and sentence in answer.text
    assert rows(db) == {}


def test_a_plan_is_cancelled_from_the_form(client, db):
    me = person(client, "author")
    post = PostFactory(author=me)
    scheduling.schedule_end(post, now() + timedelta(days=1), by=SYSTEM)
    path = f"/admin/posts/unschedule/?id={post.id}"
    assert "It goes offline" in client.get(f"/admin/posts/edit/?id={post.id}").text
    assert client.post(path, data={"verb": "bogus"}).status_code == 404
    assert "is cancelled" in client.post(path, data={"verb": "unpublish"}, follow_redirects=True).text
    assert rows(db) == {}
    assert client.post(path, data={"verb": "unpublish"}).status_code == 409


def test_who_may_not_publish_is_offered_no_schedule(client, db):
    me = person(client, "contributor")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED)
    page = client.get(f"/admin/posts/details/?id={post.id}").text
    assert "later" not in page
    sent = {"version": "1", "at": AT}
    assert client.post(f"/admin/posts/schedule/?id={post.id}", data=sent).status_code == 403
    publishing.schedule(post, now() + timedelta(days=1), by=SYSTEM)
    assert client.post(f"/admin/posts/unschedule/?id={post.id}", data={"verb": "publish"}).status_code == 403
