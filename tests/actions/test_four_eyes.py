"""Four eyes: what nobody else has approved is not published, whichever way it is tried."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.actions import publishing, reviewing, saving
from cms.actions.content import Content
from cms.actions.errors import NotReady, Refused
from cms.actions.settings import save_settings
from cms.models import Event, PostKind, PostStatus, now
from cms.rules.permissions import SYSTEM
from tests.due import publish_due
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def four_eyes(db):
    save_settings({"four_eyes": True}, by=SYSTEM)


def written_by(person, title="Tides"):
    return saving.create(PostKind.POST, Content(title, body="<p>Words.</p>"), by=person)


def later(post, **options):
    publishing.schedule(post, now() + timedelta(days=1), **options)


@pytest.mark.parametrize("go", [publishing.publish, later])
@pytest.mark.parametrize("publisher", ["the writer", "an owner", "the operator"])
def test_what_nobody_approved_is_not_published(go, publisher):
    writer = UserFactory(role="editor")
    by = {"the writer": writer, "the operator": SYSTEM}.get(publisher) or UserFactory(role="owner")
    post = written_by(writer)
    with pytest.raises(NotReady, match="somebody else’s approval"):
        go(post, by=by)
    assert post.status == PostStatus.UNPUBLISHED


def test_nobody_approves_what_they_wrote():
    writer = UserFactory(role="owner")
    post = written_by(writer)
    reviewing.submit(post, by=writer)
    with pytest.raises(Refused, match="somebody else must approve"):
        reviewing.approve(post, by=writer)


def test_once_somebody_else_approves_the_writer_may_publish():
    writer = UserFactory(role="author")
    post = written_by(writer)
    reviewing.submit(post, by=writer)
    reviewing.approve(post, by=UserFactory(role="editor"))
    publishing.publish(post, by=writer)
    assert post.is_live


def test_an_own_approval_from_before_the_rule_does_not_count(db):
    writer = UserFactory(role="editor")
    post = written_by(writer)
    save_settings({"four_eyes": False}, by=SYSTEM)
    reviewing.submit(post, by=writer)
    reviewing.approve(post, by=writer)
    save_settings({"four_eyes": True}, by=SYSTEM)
    with pytest.raises(NotReady):
        publishing.publish(post, by=writer)


def test_a_change_after_the_approval_needs_another_one():
    writer, editor = UserFactory(role="author"), UserFactory(role="editor")
    post = written_by(writer)
    reviewing.submit(post, by=writer)
    reviewing.approve(post, by=editor)
    saving.save(post, Content("Tides", body="<p>Other words.</p>"), by=writer, base=1)
    with pytest.raises(NotReady):
        publishing.publish(post, by=writer)


def test_a_schedule_does_not_carry_a_changed_text_past_the_rule(db):
    writer, editor = UserFactory(role="author"), UserFactory(role="editor")
    post = written_by(writer)
    reviewing.submit(post, by=writer)
    reviewing.approve(post, by=editor)
    later(post, by=writer)
    saving.save(post, Content("Tides", body="<p>Other words.</p>"), by=writer, base=1)
    assert publish_due(now() + timedelta(days=2)) == 0
    assert post.status == PostStatus.UNPUBLISHED
    event = db.session.scalars(select(Event).where(Event.verb == "post.schedule_failed")).one()
    assert "approval" in event.reason


def test_what_the_operator_brings_in_arrives_as_it_is():
    author = UserFactory(role="author")
    post = saving.create(PostKind.POST, Content("Imported"), by=SYSTEM, author=author)
    publishing.publish(post, by=SYSTEM)
    assert post.is_live
