"""A post knows whether it is live, where it stands, and whether something newer waits."""

import pytest

from cms.actions import saving
from cms.actions.content import Content
from cms.models import Post, PostKind, PostStatus
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize("status", PostStatus)
def test_only_what_is_published_is_live(db, status):
    post = PostFactory(status=status)
    live = db.session.scalars(Post.live()).all()
    assert post.is_live == (post in live) == (status == PostStatus.PUBLISHED)


def test_posts_and_pages_are_listed_apart(db):
    page = PostFactory(kind=PostKind.PAGE)
    assert db.session.scalars(Post.live(PostKind.PAGE)).all() == [page]
    assert db.session.scalars(Post.live()).all() == []


def test_newest_comes_first_and_equals_have_a_fixed_order(db):
    first = PostFactory()
    second = PostFactory(published_at=first.published_at)
    assert db.session.scalars(Post.live()).all() == [second, first]


def test_a_post_and_a_page_have_different_addresses():
    assert PostFactory(slug="tides").path == "/posts/tides"
    assert PostFactory(slug="tides", kind=PostKind.PAGE).path == "/tides"


def test_an_edit_of_a_published_post_waits():
    post = PostFactory()
    assert not post.has_changes
    saving.save(post, Content(title="Another title"), by=SYSTEM, base=post.version)
    assert post.has_changes
    assert post.title != "Another title"


def test_a_draft_has_no_waiting_changes():
    assert not PostFactory(status="unpublished").has_changes
