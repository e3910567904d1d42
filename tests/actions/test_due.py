"""What is due is asked again: may whoever planned it still publish it? If not, people are told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.actions import deleting, publishing, saving, scheduling, staff
from cms.actions.content import Content
from cms.models import Event, OutboxMessage, PostStatus, Schedule, now
from cms.rules.permissions import SYSTEM
from tests.due import publish_due
from tests.factories import PostFactory, UserFactory, role_named

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def boss(db):
    return UserFactory(role="owner")


@pytest.fixture
def editor(db):
    return UserFactory(role="editor", name="Ada Editor")


@pytest.fixture
def post(db):
    return PostFactory(status="unpublished")


def failure(db):
    return db.session.scalars(select(Event).where(Event.verb == "post.schedule_failed")).one()


def told(db):
    return set(db.session.scalars(select(OutboxMessage.recipient)))


def test_who_was_deactivated_publishes_nothing_any_more(db, boss, editor, post):
    publishing.schedule(post, now() + HOUR, by=editor)
    staff.deactivate(editor, by=boss)
    assert publish_due(now() + DAY) == 0
    assert (post.status, db.session.query(Schedule).count()) == (PostStatus.UNPUBLISHED, 0)
    assert failure(db).actor_label == "system"
    assert "Ada Editor, who scheduled it, may no longer publish it" in failure(db).reason
    assert told(db) == {post.author.email, boss.email}


def test_who_lost_the_right_publishes_nothing_any_more_and_is_told(db, boss, editor, post):
    publishing.schedule(post, now() + HOUR, by=editor)
    staff.assign_roles(editor, [role_named("contributor")], by=boss)
    assert publish_due(now() + DAY) == 0
    assert post.status == PostStatus.UNPUBLISHED
    assert told(db) == {post.author.email, boss.email, editor.email}
    letter = db.session.scalars(select(OutboxMessage)).first()
    assert post.title in letter.text
    assert "may no longer publish it" in letter.html


def test_who_was_deleted_publishes_nothing_any_more(db, boss, editor, post):
    publishing.schedule(post, now() + HOUR, by=editor)
    deleting.delete_person(editor, by=boss)
    db.session.expire_all()
    assert publish_due(now() + DAY) == 0
    assert "has been deleted" in failure(db).reason


def test_somebody_who_moves_the_plan_takes_it_over(db, boss, editor, post):
    row = publishing.schedule(post, now() + HOUR, by=editor)
    scheduling.reschedule(row, now() + 2 * HOUR, by=boss)
    staff.deactivate(editor, by=boss)
    assert publish_due(now() + DAY) == 1
    assert post.is_live


def test_what_the_operator_planned_happens(post):
    publishing.schedule(post, now() + HOUR, by=SYSTEM)
    assert publish_due(now() + DAY) == 1


def test_an_end_comes_whoever_planned_it(db, boss, editor):
    post = PostFactory()
    scheduling.schedule_end(post, now() + HOUR, by=editor)
    staff.deactivate(editor, by=boss)
    assert publish_due(now() + DAY) == 1
    assert post.status == PostStatus.UNPUBLISHED
    assert told(db) == set()


def test_changes_of_what_is_public_stay_unpublished_and_the_text_stays_as_it_was(db, boss, editor):
    post = PostFactory(title="Standing")
    saving.save(post, Content("Changed"), by=editor, base=1)
    publishing.schedule(post, now() + HOUR, by=editor)
    staff.deactivate(editor, by=boss)
    assert publish_due(now() + DAY) == 0
    assert (post.status, post.title) == (PostStatus.PUBLISHED, "Standing")


def test_the_letter_is_in_the_readers_language(db, boss, editor, post):
    post.author.locale = "de"
    publishing.schedule(post, now() + HOUR, by=editor)
    staff.deactivate(editor, by=boss)
    publish_due(now() + DAY)
    letter = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.recipient == post.author.email)
    ).one()
    assert "Hallo" in letter.text
