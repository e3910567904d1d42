"""Column types keep what goes in safe and in one shape, on either database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from cms.models import Comment, Post, Role
from tests.factories import CommentFactory, PostFactory

pytestmark = pytest.mark.usefixtures("db")


def test_times_come_back_aware_and_in_utc(db):
    noon_in_delhi = datetime(2026, 5, 1, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    post = PostFactory(published_at=noon_in_delhi)
    db.session.flush()
    db.session.expire(post)
    assert post.published_at == noon_in_delhi
    assert post.published_at.tzinfo is UTC


def test_a_time_without_a_zone_is_a_bug(db):
    post = PostFactory()
    post.updated_at = datetime(2026, 5, 1, 12)  # noqa: DTZ001 - the point of the test
    with pytest.raises(StatementError, match="which zone"):
        db.session.flush()


def test_a_status_that_does_not_exist_is_refused(db):
    post = PostFactory()
    post.status = "abandoned"
    with pytest.raises(StatementError):
        db.session.flush()


def test_a_body_is_cleaned_whichever_way_it_goes_in(db):
    post = PostFactory()
    post.body = "<p onclick='x()'>Words</p><script>x()</script>"
    db.session.flush()
    assert db.session.scalar(select(Post.body).where(Post.id == post.id)) == "<p>Words</p>"


def test_a_comment_keeps_fewer_tags_than_a_post(db):
    comment = CommentFactory(body="<h1>Loud</h1><p><em>Quiet</em></p>")
    assert (
        db.session.scalar(select(Comment.body).where(Comment.id == comment.id)) == "Loud<p><em>Quiet</em></p>"
    )


def test_a_set_of_permissions_comes_back_as_a_set(db):
    role = Role(name="guide", permissions={"tag.view", "post.view"})
    db.session.add(role)
    db.session.flush()
    db.session.expire(role)
    assert role.permissions == frozenset({"tag.view", "post.view"})


def test_no_permissions_are_an_empty_set(db):
    role = Role(name="nobody")
    db.session.add(role)
    db.session.flush()
    db.session.expire(role)
    assert role.permissions == frozenset()
