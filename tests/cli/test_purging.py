"""The worker empties the trash by itself, by the settings as they stand."""

from datetime import timedelta

from cms.actions.settings import save_settings
from cms.cli.serving import CHORES
from cms.models import Post, PostStatus, now
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory


def purge():
    (chore,) = [chore for chore in CHORES if chore.name == "Purging the trash"]
    return chore.do()


def test_the_worker_purges_what_is_due(db):
    post = PostFactory(status=PostStatus.TRASHED)
    post.trashed_at = now() - timedelta(days=31)
    db.session.commit()
    assert purge() == 1
    assert db.session.query(Post).count() == 0
    assert purge() == 0


def test_the_worker_heeds_a_setting_that_was_changed_meanwhile(db):
    post = PostFactory(status=PostStatus.TRASHED)
    post.trashed_at = now() - timedelta(days=10)
    db.session.commit()
    assert purge() == 0
    save_settings({"trash_days": "7"}, by=SYSTEM)
    db.session.commit()
    assert purge() == 1
