"""The worker empties the trash by itself, by the settings as they stand."""

from datetime import timedelta

import time_machine

from cms.actions.jobs import KINDS
from cms.actions.settings import save_settings
from cms.actions.trashing import PURGED_AT_ONCE
from cms.cli.chores import do_job, stand_by
from cms.cli.working import publish_due
from cms.models import JobKind, Post, PostStatus, now
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory


def do_all():
    stand_by()
    while do_job() is not None:
        pass


def trashed(db, days):
    post = PostFactory(status=PostStatus.TRASHED)
    post.trashed_at = now() - timedelta(days=days)
    db.session.commit()


def purged(db):
    """How many are left after each piece of work, until none is."""
    left = []
    while not left or left[-1]:
        assert do_job() == 1
        left.append(db.session.query(Post).count())
    return [count for count in left if count <= 1]


def test_every_kind_of_job_is_known(db):
    assert set(KINDS) == set(JobKind)


def test_the_worker_purges_what_is_due_by_the_hour(db):
    with time_machine.travel(now(), tick=False) as clock:
        trashed(db, 31)
        do_all()
        assert db.session.query(Post).count() == 0
        trashed(db, 31)
        do_all()
        assert db.session.query(Post).count() == 1
        clock.shift(timedelta(hours=1))
        do_all()
        assert db.session.query(Post).count() == 0


def test_the_worker_heeds_a_setting_that_was_changed_meanwhile(db):
    with time_machine.travel(now(), tick=False) as clock:
        trashed(db, 10)
        do_all()
        save_settings({"trash_days": "7"}, by=SYSTEM)
        db.session.commit()
        clock.shift(timedelta(hours=1))
        do_all()
        assert db.session.query(Post).count() == 0


def test_a_full_trash_is_emptied_batch_after_batch(db):
    for _ in range(PURGED_AT_ONCE + 1):
        trashed(db, 31)
    stand_by()
    assert purged(db) == [1, 0]


def test_publish_due_purges_too(db, invoke):
    trashed(db, 31)
    standing = [kind for kind in KINDS.values() if kind.every]
    assert f"Jobs done: {len(standing)}\n" in invoke(publish_due).output
    assert db.session.query(Post).count() == 0
