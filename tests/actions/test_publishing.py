"""Publishing, scheduling, withdrawing: states, dates, listings, due schedules."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.actions import publishing, saving, trashing
from cms.actions.content import Content
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.models import Event, PostStatus, PostTag, Schedule, now
from cms.rules.permissions import SYSTEM
from tests.due import publish_due
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")


def listed(db, post):
    return db.session.scalars(select(PostTag.published_at).where(PostTag.post_id == post.id)).all()


def test_publishing_dates_the_post_and_lists_it_under_its_tags(db):
    post = PostFactory(tags=("Harbour",))
    assert post.status == PostStatus.PUBLISHED
    assert listed(db, post) == [post.published_at]


@pytest.mark.parametrize("leave", [publishing.unpublish, publishing.archive, trashing.trash])
def test_leaving_the_public_leaves_the_tag_lists_too(db, leave):
    post = PostFactory(tags=("Harbour",))
    leave(post, by=SYSTEM)
    assert listed(db, post) == [None]


def test_publishing_again_keeps_the_first_date():
    post = PostFactory()
    first = post.published_at
    publishing.unpublish(post, by=SYSTEM)
    publishing.publish(post, by=SYSTEM)
    assert post.published_at == first


def test_publishing_what_is_published_without_changes_says_so():
    with pytest.raises(NotPossible, match="published already"):
        publishing.publish(PostFactory(title="News"), by=SYSTEM)


def test_trash_comes_back_as_a_draft():
    post = PostFactory(status="trashed")
    trashing.restore(post, by=SYSTEM)
    assert post.status == PostStatus.UNPUBLISHED


def test_only_trash_is_deleted_for_good():
    with pytest.raises(NotPossible):
        trashing.delete(PostFactory(), by=SYSTEM)


def test_contributor_cannot_publish_the_own_draft():
    contributor = UserFactory(role="contributor")
    with pytest.raises(Refused):
        publishing.publish(PostFactory(status="unpublished", author=contributor), by=contributor)


def test_a_moment_in_the_past_cannot_be_scheduled():
    with pytest.raises(Invalid):
        publishing.schedule(PostFactory(status="unpublished"), now() - timedelta(minutes=1), by=SYSTEM)


def test_due_schedules_are_carried_out_once_and_in_the_name_of_who_scheduled(db):
    editor = UserFactory(role="editor")
    post = PostFactory(status="unpublished")
    at = now() + timedelta(hours=1)
    publishing.schedule(post, at, by=editor)

    assert publish_due(at - timedelta(seconds=1)) == 0
    assert publish_due(at) == 1
    assert publish_due(at) == 0

    assert (post.status, post.published_at) == (PostStatus.PUBLISHED, at)
    event = db.session.scalars(select(Event).where(Event.verb == "post.publish")).one()
    assert event.actor_id == editor.id


def test_editing_a_scheduled_post_changes_what_will_be_published():
    post = PostFactory(status="scheduled", title="First words")
    saving.save(post, Content("Better words"), by=SYSTEM, base=1)
    publish_due(now() + timedelta(days=2))
    assert post.title == "Better words"


def test_unpublishing_forgets_the_schedule(db):
    post = PostFactory(status="scheduled")
    publishing.unpublish(post, by=SYSTEM)
    assert db.session.scalars(select(Schedule)).all() == []


def test_what_cannot_be_published_when_due_becomes_a_draft_that_says_why_and_others_go_on(db):
    at = now() + timedelta(hours=1)
    hopeless, fine = PostFactory(status="unpublished", title="Same"), PostFactory(status="unpublished")
    for post in (hopeless, fine):
        publishing.schedule(post, at, by=SYSTEM)
    # Nothing but a change past the actions can take the address of a scheduled post.
    saving.newest_revision(hopeless).slug = PostFactory(title="Taken").slug
    db.session.flush()

    assert publish_due(at) == 1
    assert publish_due(at) == 0

    assert (hopeless.status, fine.status) == (PostStatus.UNPUBLISHED, PostStatus.PUBLISHED)
    event = db.session.scalars(select(Event).where(Event.verb == "post.schedule_failed")).one()
    assert "taken" in event.reason
