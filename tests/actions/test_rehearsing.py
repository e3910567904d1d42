"""A rehearsal stands in nobody's way: on the database as it is served, not inside a test's transaction."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from cms.actions import publishing, saving
from cms.actions.content import Content
from cms.actions.rehearsing import rehearsed
from cms.engines.database import reading
from cms.extensions import db as real
from cms.models import Event, Post, PostKind, PostStatus, Tag, User, now
from cms.rules.permissions import SYSTEM
from tests.factories import UserFactory

SOON = now() + timedelta(hours=1)


@pytest.fixture
def planned(app):
    """The number of a post that is really committed and scheduled; taken away afterwards."""
    with app.app_context():
        newest = real.session.scalar(select(Event.id).order_by(Event.id.desc()).limit(1)) or 0
        author = UserFactory(role="author")
        post = saving.create(PostKind.POST, Content(title="Coming", tags=("tide",)), by=SYSTEM, author=author)
        publishing.schedule(post, SOON, by=SYSTEM)
        key, author_id = post.id, author.id
        real.session.commit()
        yield key
        real.session.rollback()
        for query in (
            delete(Post).where(Post.author_id == author_id),
            delete(Tag).where(Tag.key == "tide"),
            delete(Event).where(Event.id > newest),
            delete(User).where(User.id == author_id),
        ):
            real.session.execute(query)
        real.session.commit()


@pytest.fixture
def looking(app):
    """Inside a request that only reads."""
    with app.test_request_context("/"):
        token = reading.set(True)
        yield
        real.session.remove()
        reading.reset(token)


def status_of(key):
    return real.session.scalar(select(Post.status).where(Post.id == key))


def test_others_write_and_read_the_present_meanwhile(app, planned, looking):
    with rehearsed(SOON, by=SYSTEM) as rehearsal:
        assert (rehearsal.done, status_of(planned)) == (1, PostStatus.PUBLISHED)
        reading.set(False)
        with real.engine.begin() as other:
            assert other.scalar(select(Post.status).where(Post.id == planned)) == PostStatus.SCHEDULED
            other.execute(update(Post).where(Post.id == planned).values(summary="Meanwhile"))
        assert status_of(planned) == PostStatus.PUBLISHED
    with real.engine.connect() as after:
        found = after.execute(select(Post.status, Post.summary).where(Post.id == planned)).one()
    assert tuple(found) == (PostStatus.SCHEDULED, "Meanwhile")


def test_no_connection_with_shadows_is_used_again(app, planned, looking):
    with rehearsed(SOON, by=SYSTEM):
        mine = real.session.connection().connection.dbapi_connection
    assert status_of(planned) == PostStatus.SCHEDULED
    assert real.session.connection().connection.dbapi_connection is not mine


def test_what_is_saved_by_mistake_is_refused_by_the_database(app, planned, looking):
    with rehearsed(SOON, by=SYSTEM), pytest.raises(DBAPIError):
        real.session.execute(text("UPDATE revision SET title = 'x'"))
    assert status_of(planned) == PostStatus.SCHEDULED


def test_a_commit_by_mistake_keeps_nothing(app, planned, looking):
    with rehearsed(SOON, by=SYSTEM):
        real.session.commit()
        assert status_of(planned) == PostStatus.SCHEDULED


def test_new_records_take_numbers_that_nobody_has(app, planned, looking):
    taken = real.session.scalar(select(Event.id).order_by(Event.id.desc()).limit(1))
    with rehearsed(SOON, by=SYSTEM):
        event = real.session.scalars(select(Event).where(Event.verb == "post.publish")).one()
        assert event.id > taken
