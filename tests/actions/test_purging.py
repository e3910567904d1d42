"""The trash is emptied after the days that the settings give, and never otherwise."""

from datetime import timedelta

from sqlalchemy import inspect, select

from cms.actions import trashing
from cms.actions.settings import save_settings
from cms.models import Event, Post, PostStatus, now
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory


def trashed(days):
    post = PostFactory(status=PostStatus.TRASHED)
    post.trashed_at = now() - timedelta(days=days)
    return post


def left(db):
    db.session.flush()
    return set(db.session.scalars(select(Post.id)))


def test_only_what_has_been_there_long_enough_goes(db):
    old, young, draft = trashed(31), trashed(29), PostFactory(status=PostStatus.UNPUBLISHED)
    old_id = old.id
    assert trashing.purge_due(now()) == 1
    assert left(db) == {young.id, draft.id}
    event = db.session.scalars(select(Event).where(Event.verb == "post.delete")).one()
    assert (event.record_id, event.actor_label) == (old_id, "system")
    assert "Days in the trash: 30" in event.reason


def test_a_batch_is_bounded_and_the_oldest_go_first(db):
    youngest = trashed(40)
    for days in (60, 50):
        trashed(days)
    assert trashing.purge_due(now(), limit=2) == 2
    assert left(db) == {youngest.id}


def test_zero_days_keep_the_trash_for_ever(db):
    save_settings({"trash_days": "0"}, by=SYSTEM)
    post = trashed(4000)
    assert trashing.purge_due(now()) == 0
    assert left(db) == {post.id}
    assert trashing.purged_at(post) is None


def test_who_restores_a_post_saves_it_from_the_purge(db):
    post = trashed(40)
    trashing.restore(post, by=SYSTEM)
    assert post.trashed_at is None
    assert trashing.purge_due(now()) == 0


def test_trashing_starts_the_clock(db):
    post = PostFactory()
    trashing.trash(post, by=SYSTEM)
    assert trashing.purged_at(post) == post.trashed_at + timedelta(days=30)
    assert now() - post.trashed_at < timedelta(minutes=1)


def test_an_index_serves_the_question(db):
    columns = [index["column_names"] for index in inspect(db.session.connection()).get_indexes("post")]
    assert ["trashed_at"] in columns
