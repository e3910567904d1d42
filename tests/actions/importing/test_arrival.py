"""In which state posts arrive."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.extensions import db as database
from cms.models import Post, PostStatus, ReviewState, Schedule, now
from tests.actions.importing.runs import bring, brought, counted, first_revision
from tests.wxr import item

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    ("status", "arrives"),
    [
        ("publish", PostStatus.PUBLISHED),
        ("draft", PostStatus.UNPUBLISHED),
        ("pending", PostStatus.UNPUBLISHED),
        ("private", PostStatus.UNPUBLISHED),
        ("trash", PostStatus.TRASHED),
        ("future", PostStatus.UNPUBLISHED),
        ("something-else", PostStatus.UNPUBLISHED),
    ],
)
def test_each_status_has_its_counterpart(status: str, arrives: PostStatus) -> None:
    assert brought(item(1, status=status)).status == arrives


def test_a_post_waiting_for_review_still_waits() -> None:
    assert first_revision(brought(item(1, status="pending"))).review == ReviewState.IN_REVIEW


def test_a_date_to_come_is_kept_as_a_schedule() -> None:
    coming = (now() + timedelta(days=3)).replace(microsecond=0)
    post = brought(item(1, status="future", post_date_gmt=f"{coming:%Y-%m-%d %H:%M:%S}"))
    assert post.status == PostStatus.SCHEDULED
    assert database.session.scalars(select(Schedule.at)).one() == coming
    assert post.created_at <= now()
    assert post.updated_at <= now()


def test_a_published_post_is_never_dated_ahead() -> None:
    post = brought(item(1, post_date_gmt="2999-01-01 00:00:00"))
    assert post.published_at is not None
    assert post.published_at <= now()


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"post_password": "enter"}, "password"),
        ({"status": "private"}, "private"),
        ({"status": "future"}, "scheduled"),
        ({"status": "odd"}, "odd"),
    ],
)
def test_what_arrives_hidden_says_why(fields: dict[str, str], word: str) -> None:
    post = brought(item(1, **fields))
    assert post.status == PostStatus.UNPUBLISHED
    assert word in first_revision(post).note


def test_a_password_does_not_come_along() -> None:
    post = brought(item(1, post_password="open-sesame", content="Behind it"))
    assert "open-sesame" not in first_revision(post).note + post.body


def test_what_was_never_saved_stays_behind() -> None:
    report = bring(item(1, status="auto-draft"))
    assert counted(Post) == 0
    assert report.counts["post"].skipped.total() == 1
