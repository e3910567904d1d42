"""An earlier revision is brought back as a new one."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from cms.actions import restoring, saving
from cms.actions.content import content_of
from cms.actions.errors import Invalid, NotPossible, Refused, Stale
from cms.models import Event, PostStatus
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory, UserFactory


@pytest.fixture
def post(db):
    post = PostFactory(status=PostStatus.UNPUBLISHED, title="Ebb", body="<p>One.</p>", tags=("tide",))
    change(post, title="Flow", body="<p>Two.</p>", slug="flow", tags=())
    return post


def change(post, **fields):
    content = replace(content_of(saving.newest_revision(post)), **fields)
    return saving.save(post, content, by=SYSTEM, base=post.version)


def test_what_the_revision_held_is_the_newest_again_and_nothing_is_lost(post, db):
    first, second = (content_of(saving.revision_of(post, number)) for number in (1, 2))
    restored = restoring.restore(post, 1, by=post.author, base=2)
    assert (restored.revision.number, restored.revision.note) == (3, "Restored from revision 1")
    assert restored.taken == ""
    assert content_of(restored.revision) == first
    assert content_of(saving.revision_of(post, 2)) == second
    assert (post.title, post.slug, post.version) == ("Ebb", "ebb", 3)
    event = db.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (event.verb, event.after) == ("post.restore_revision", {"revision": 3, "restored": 1})


def test_restoring_the_one_before_undoes_it(post):
    second = content_of(saving.revision_of(post, 2))
    restoring.restore(post, 1, by=SYSTEM, base=2)
    restored = restoring.restore(post, 2, by=SYSTEM, base=3)
    assert content_of(restored.revision) == second


def test_readers_of_a_published_text_see_it_only_once_it_is_published(post):
    published = PostFactory(title="Live", body="<p>Old.</p>")
    change(published, body="<p>New.</p>")
    restoring.restore(published, 1, by=SYSTEM, base=2)
    assert (published.version, published.live_version, published.body) == (3, 1, "<p>Old.</p>")


def test_an_address_that_another_text_has_taken_stays_as_it_is_and_the_rest_comes_back(post):
    PostFactory(slug="ebb")
    restored = restoring.restore(post, 1, by=SYSTEM, base=2)
    assert restored.taken == "ebb"
    assert (restored.revision.slug, restored.revision.title) == ("flow", "Ebb")


def test_a_text_saved_meanwhile_is_not_replaced_unseen(post):
    with pytest.raises(Stale) as stale:
        restoring.restore(post, 1, by=SYSTEM, base=1)
    assert stale.value.revision.number == 2
    assert post.version == 2


@pytest.mark.parametrize("number", [0, 3, 99])
def test_only_a_revision_that_exists_is_restored(post, number):
    with pytest.raises(Invalid):
        restoring.restore(post, number, by=SYSTEM, base=2)


def test_what_is_the_newest_already_makes_no_new_revision(post):
    with pytest.raises(NotPossible):
        restoring.restore(post, 2, by=SYSTEM, base=2)
    assert post.version == 2


def test_a_text_kept_aside_can_be_restored(post):
    content = replace(content_of(saving.newest_revision(post)), title="Aside")
    aside = saving.keep_aside(post, content, by=SYSTEM, base=2)
    assert restoring.restore(post, aside.number, by=SYSTEM, base=2).revision.title == "Aside"
    assert saving.newest_revision(post).number == 4


def test_only_who_may_edit_restores(post):
    for role in ("author", "contributor", "moderator"):
        with pytest.raises(Refused):
            restoring.restore(post, 1, by=UserFactory(role=role), base=2)
    assert post.version == 2
