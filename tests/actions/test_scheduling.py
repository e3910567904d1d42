"""Plans for a post: a chosen revision, the end of a publication, moved, cancelled, carried out in order."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.actions import publishing, saving, scheduling
from cms.actions.content import Content
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.models import Event, PostStatus, Schedule, ScheduledVerb, now
from cms.rules.permissions import SYSTEM
from tests.due import publish_due
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PUBLISH, UNPUBLISH = ScheduledVerb.PUBLISH, ScheduledVerb.UNPUBLISH


def changed(post, title, base=1):
    return saving.save(post, Content(title), by=SYSTEM, base=base)


def plans(db):
    return {row.verb: row for row in db.session.scalars(select(Schedule))}


def verbs(db, *wanted):
    names = [f"post.{name}" for name in wanted]
    return db.session.scalars(select(Event.verb).where(Event.verb.in_(names)).order_by(Event.id)).all()


def test_changes_of_a_published_post_appear_at_their_moment_and_not_before():
    post = PostFactory(title="Old words")
    first = post.published_at
    changed(post, "New words")
    publishing.schedule(post, now() + HOUR, by=SYSTEM)
    assert (post.status, post.title) == (PostStatus.PUBLISHED, "Old words")
    publish_due(now() + DAY)
    assert (post.status, post.title, post.published_at) == (PostStatus.PUBLISHED, "New words", first)


def test_what_visitors_see_already_is_not_scheduled_again():
    with pytest.raises(NotPossible, match="already"):
        publishing.schedule(PostFactory(), now() + HOUR, by=SYSTEM)


def test_a_chosen_revision_is_published_whatever_is_saved_later():
    post = PostFactory(status="unpublished", title="Chosen")
    changed(post, "Newer")
    publishing.schedule(post, now() + HOUR, by=SYSTEM, version=1)
    changed(post, "Newest", base=2)
    publish_due(now() + DAY)
    assert (post.title, post.live_version, post.version) == ("Chosen", 1, 3)


def test_there_must_be_such_a_revision():
    with pytest.raises(Invalid, match="no such revision"):
        publishing.schedule(PostFactory(status="unpublished"), now() + HOUR, by=SYSTEM, version=9)


def test_a_publication_ends_at_its_moment(db):
    post = PostFactory()
    scheduling.schedule_end(post, now() + HOUR, by=SYSTEM)
    assert publish_due(now()) == 0
    assert publish_due(now() + DAY) == 1
    assert publish_due(now() + DAY) == 0
    assert post.status == PostStatus.UNPUBLISHED
    assert verbs(db, "unpublish") == ["post.unpublish"]


@pytest.mark.parametrize("status", ["unpublished", "archived", "trashed"])
def test_what_is_not_public_has_no_end_to_plan(status):
    with pytest.raises(NotPossible):
        scheduling.schedule_end(PostFactory(status=status), now() + HOUR, by=SYSTEM)


def test_a_whole_life_is_carried_out_in_order_after_a_downtime(db):
    post = PostFactory(status="unpublished")
    start = now()
    publishing.schedule(post, start + HOUR, by=SYSTEM)
    scheduling.schedule_end(post, start + 2 * HOUR, by=SYSTEM)
    assert publish_due(start + DAY) == 2
    assert (post.status, post.published_at) == (PostStatus.UNPUBLISHED, start + HOUR)
    assert verbs(db, "publish", "unpublish") == ["post.publish", "post.unpublish"]


def test_what_comes_back_after_its_end_waits_as_scheduled(db):
    post = PostFactory(title="Before")
    changed(post, "After")
    scheduling.schedule_end(post, now() + HOUR, by=SYSTEM)
    publishing.schedule(post, now() + DAY, by=SYSTEM)
    publish_due(now() + 2 * HOUR)
    assert post.status == PostStatus.SCHEDULED
    publish_due(now() + 2 * DAY)
    assert (post.status, post.title) == (PostStatus.PUBLISHED, "After")


def test_a_post_cannot_end_before_it_begins():
    post = PostFactory(status="scheduled")
    with pytest.raises(Invalid, match="before it is taken offline"):
        scheduling.schedule_end(post, now() + HOUR, by=SYSTEM)


def test_publishing_early_keeps_the_planned_end(db):
    post = PostFactory(status="scheduled")
    scheduling.schedule_end(post, now() + 2 * DAY, by=SYSTEM)
    publishing.publish(post, by=SYSTEM)
    assert set(plans(db)) == {UNPUBLISH}


def test_withdrawing_by_hand_forgets_every_plan(db):
    post = PostFactory()
    changed(post, "Changed")
    publishing.schedule(post, now() + HOUR, by=SYSTEM)
    scheduling.schedule_end(post, now() + DAY, by=SYSTEM)
    publishing.unpublish(post, by=SYSTEM)
    assert plans(db) == {}


def test_cancelling_the_publication_leaves_a_draft_without_plans(db):
    post = PostFactory(status="scheduled")
    scheduling.schedule_end(post, now() + 2 * DAY, by=SYSTEM)
    scheduling.unschedule(post, PUBLISH, by=SYSTEM)
    assert (post.status, plans(db)) == (PostStatus.UNPUBLISHED, {})
    assert verbs(db, "unschedule") == ["post.unschedule"]


def test_cancelling_one_plan_of_a_published_post_keeps_the_other(db):
    post = PostFactory()
    changed(post, "Changed")
    publishing.schedule(post, now() + HOUR, by=SYSTEM)
    scheduling.schedule_end(post, now() + DAY, by=SYSTEM)
    scheduling.unschedule(post, PUBLISH, by=SYSTEM)
    assert (post.status, set(plans(db))) == (PostStatus.PUBLISHED, {UNPUBLISH})


def test_moving_a_plan_keeps_its_revision_and_is_told_in_the_log(db):
    post, at = PostFactory(status="scheduled"), now() + 3 * DAY
    scheduling.reschedule(plans(db)[PUBLISH], at, by=SYSTEM)
    assert (plans(db)[PUBLISH].at, plans(db)[PUBLISH].version) == (at, post.version)
    assert verbs(db, "reschedule") == ["post.reschedule"]


def test_a_plan_is_not_moved_into_the_past_nor_by_who_may_not_publish(db):
    PostFactory(status="scheduled")
    row = plans(db)[PUBLISH]
    before = row.at
    with pytest.raises(Invalid, match="future"):
        scheduling.reschedule(row, now() - HOUR, by=SYSTEM)
    with pytest.raises(Refused):
        scheduling.reschedule(row, now() + HOUR, by=UserFactory(role="contributor"))
    assert plans(db)[PUBLISH].at == before


def test_what_has_happened_meanwhile_is_not_moved(db):
    post = PostFactory(status="scheduled")
    row = plans(db)[PUBLISH]
    db.session.expunge(row)
    row.post = post
    publish_due(now() + 2 * DAY)
    with pytest.raises(NotPossible, match="any more"):
        scheduling.reschedule(row, now() + DAY, by=SYSTEM)


def test_changes_that_cannot_appear_leave_the_publication_as_it_was(db):
    post = PostFactory(title="Standing")
    changed(post, "Changed")
    publishing.schedule(post, now() + HOUR, by=SYSTEM)
    saving.newest_revision(post).slug = PostFactory(title="Taken").slug
    db.session.flush()
    assert publish_due(now() + DAY) == 0
    assert (post.status, post.title, plans(db)) == (PostStatus.PUBLISHED, "Standing", {})
    event = db.session.scalars(select(Event).where(Event.verb == "post.schedule_failed")).one()
    assert "taken" in event.reason or "address" in event.reason


def test_an_address_that_is_taken_is_said_when_scheduling(db):
    post = PostFactory(status="unpublished")
    saving.newest_revision(post).slug = PostFactory(title="Taken").slug
    db.session.flush()
    with pytest.raises(Invalid):
        publishing.schedule(post, now() + HOUR, by=SYSTEM)
