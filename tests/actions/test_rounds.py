"""Rounds of review: who asks whom, how they end, and who is written to."""

import pytest
from sqlalchemy import select

from cms.actions import publishing, reviewing, saving
from cms.actions.content import Content
from cms.actions.errors import Invalid, NotPossible
from cms.models import OutboxMessage, ReviewRequest, ReviewState
from cms.rules.permissions import SYSTEM, visible_to
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def writer():
    return UserFactory(role="contributor", name="Wanda")


@pytest.fixture
def editor():
    return UserFactory(role="editor", name="Edna")


@pytest.fixture
def post(writer):
    return PostFactory(status="unpublished", author=writer, title="Tides")


def rounds(db):
    return db.session.scalars(select(ReviewRequest).order_by(ReviewRequest.id)).all()


def letters(db):
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


def test_two_rounds_are_kept_with_what_was_said(db, post, writer, editor):
    reviewing.submit(post, by=writer, note="Please look.", reviewer=editor)
    reviewing.request_changes(post, by=editor, note="Name your source.")
    reviewing.submit(post, by=writer, reviewer=editor)
    reviewing.approve(post, by=editor, note="Good.")
    first, second = rounds(db)
    assert (first.asked_by, first.reviewer, first.note) == (writer, editor, "Please look.")
    assert (first.verdict, first.answer) == (ReviewState.CHANGES_REQUESTED, "Name your source.")
    assert (second.verdict, second.settled_by) == (ReviewState.APPROVED, editor)


def test_the_reviewer_and_then_the_author_get_a_letter_that_leads_to_the_post(db, app, post, writer, editor):
    reviewing.submit(post, by=writer, note="Please <look>.", reviewer=editor)
    reviewing.approve(post, by=editor, note="Good.")
    asked, answered = letters(db)
    link = f"{app.config['SITE_URL']}/admin/posts/edit/?id={post.id}"
    assert (asked.recipient, answered.recipient) == (editor.email, writer.email)
    assert "Wanda asks you to review “Tides”." in asked.text and "Please <look>." in asked.text
    assert "Please &lt;look&gt;." in asked.html
    assert "Edna has approved “Tides”." in answered.text and "Good." in answered.text
    assert all(link in letter.text and link in letter.html for letter in (asked, answered))


def test_without_a_reviewer_nobody_is_written_to(db, post, writer):
    reviewing.submit(post, by=writer)
    assert letters(db) == []


def test_nobody_is_told_of_their_own_verdict_and_no_closed_account_of_any(db, editor):
    own = PostFactory(status="unpublished", author=editor)
    reviewing.submit(own, by=editor)
    reviewing.approve(own, by=editor)
    gone = PostFactory(status="unpublished", author=UserFactory(role="author", active=False))
    reviewing.submit(gone, by=editor)
    reviewing.approve(gone, by=editor)
    assert letters(db) == []


@pytest.mark.parametrize("role", ["author", "moderator", "reader"])
def test_who_may_not_review_cannot_be_asked(db, post, writer, role):
    with pytest.raises(Invalid, match="reviewer"):
        reviewing.submit(post, by=writer, reviewer=UserFactory(role=role))


def test_nobody_asks_themself(editor):
    with pytest.raises(Invalid, match="yourself"):
        reviewing.submit(PostFactory(status="unpublished"), by=editor, reviewer=editor)


def test_what_is_withdrawn_is_a_draft_again_and_waits_for_nobody(db, post, writer, editor):
    reviewing.submit(post, by=writer, reviewer=editor)
    assert reviewing.withdraw(post, by=writer).review == ReviewState.DRAFT
    assert rounds(db)[0].verdict == ReviewState.DRAFT
    with pytest.raises(NotPossible):
        reviewing.approve(post, by=editor)


def test_a_save_ends_the_round_and_so_does_a_publication(db, post, writer, editor):
    reviewing.submit(post, by=writer)
    saving.save(post, Content("Tides again"), by=writer, base=1)
    reviewing.submit(post, by=writer)
    publishing.publish(post, by=editor)
    db.session.expire_all()
    assert [(it.settled_at is not None, it.verdict) for it in rounds(db)] == [
        (True, ReviewState.DRAFT),
        (True, None),
    ]


def test_people_see_the_rounds_of_the_posts_that_they_see(db, post, writer, editor):
    reviewing.submit(post, by=SYSTEM)
    stranger = UserFactory(role="contributor")
    seen = [len(db.session.scalars(visible_to(it, ReviewRequest)).all()) for it in (writer, editor, stranger)]
    assert seen == [1, 1, 0]
