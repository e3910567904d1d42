"""Rounds of review: who asks whom, how they end, and who is written to."""

import pytest
from sqlalchemy import select

from cms.actions import annotating, publishing, reviewing, saving
from cms.actions.content import Content
from cms.actions.errors import Invalid, NotPossible
from cms.engines.reading import notes
from cms.models import OutboxMessage, ReviewRequest, ReviewState
from cms.rules.permissions import SYSTEM, visible_to
from tests.factories import NoteFactory, PostFactory, UserFactory

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
    proof = f"{app.config['SITE_URL']}/preview/post/{post.id}?revision=1"
    form = f"{app.config['SITE_URL']}/admin/posts/edit/?id={post.id}"
    assert (asked.recipient, answered.recipient) == (editor.email, writer.email)
    assert "Wanda asks you to review “Tides”." in asked.text and "Please <look>." in asked.text
    assert "Please &lt;look&gt;." in asked.html
    assert "Edna has approved “Tides”." in answered.text and "Good." in answered.text
    assert proof in asked.text and proof in asked.html
    assert form in answered.text and form in answered.html


def test_who_is_asked_for_changes_gets_the_open_notes_in_the_own_language(db, post, writer, editor):
    writer.locale = "de"
    reviewing.submit(post, by=writer)
    settled = NoteFactory(post=post, text="Done with")
    annotating.settle(settled, by=editor)
    NoteFactory(post=post, author=editor, quote="Words", text="Which <words>?\nThese?")
    reviewing.request_changes(post, by=editor, note="See my notes.")
    (letter,) = letters(db)
    assert "Änderungen" in letter.subject
    assert "> Words" in letter.text and "Which <words>?\n  These?" in letter.text and "Edna" in letter.text
    assert "Which &lt;words&gt;?" in letter.html and "<blockquote" in letter.html
    assert "Done with" not in letter.text


def test_an_approval_quotes_no_notes(db, post, writer, editor):
    reviewing.submit(post, by=writer)
    NoteFactory(post=post, text="Which?")
    reviewing.approve(post, by=editor)
    assert "Which?" not in letters(db)[0].text


def test_a_letter_quotes_only_so_many_notes(db, post, writer, editor, monkeypatch):
    monkeypatch.setattr(notes, "MOST_QUOTED", 1)
    reviewing.submit(post, by=writer)
    for text in ("First", "Second"):
        NoteFactory(post=post, text=text)
    reviewing.request_changes(post, by=editor)
    text = letters(db)[0].text
    assert "2 notes are open:" in text and "First" in text and "Second" not in text


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
