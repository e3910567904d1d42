"""What a person holds goes to somebody else: all of it, and nothing but it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cms.actions import publishing, reviewing, rounds, saving
from cms.actions.content import Content
from cms.actions.departing import PIECES_AT_ONCE, departure_of
from cms.actions.due import carry_out
from cms.actions.errors import NotPossible, Refused
from cms.actions.handing import hand_over
from cms.actions.jobs import KINDS
from cms.actions.staff import deactivate
from cms.engines.jobs.working import do_next
from cms.models import (
    Event,
    JobKind,
    OutboxMessage,
    Post,
    PostKind,
    PostStatus,
    now,
)
from cms.rules.permissions import SYSTEM
from tests.factories import CommentFactory, PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner():
    return UserFactory(role="owner")


@pytest.fixture
def author():
    return UserFactory(role="author", name="Ada Author")


@pytest.fixture
def editor():
    return UserFactory(role="editor", name="Ed Editor")


def events(db, verb):
    return db.session.scalars(select(Event).where(Event.verb == verb).order_by(Event.id)).all()


@pytest.mark.parametrize("status", list(PostStatus))
def test_a_post_in_every_state_gets_the_new_author(owner, author, editor, status):
    post = PostFactory(author=author, status=status)
    assert hand_over(author, editor, by=owner) is True
    assert (post.author_id, post.status) == (editor.id, status)


def test_pages_move_and_texts_of_others_stay(owner, author, editor):
    page, other = PostFactory(author=author, kind=PostKind.PAGE), PostFactory()
    whose = other.author_id
    hand_over(author, editor, by=owner)
    assert (page.author_id, other.author_id) == (editor.id, whose)


def test_revisions_and_comments_stay_with_who_wrote_them(db, owner, author, editor):
    post = PostFactory(author=author, status=PostStatus.UNPUBLISHED)
    revision = saving.save(post, Content(title="Again", body="<p>More.</p>"), by=author, base=1)
    comment = CommentFactory(author=author, post=post)
    hand_over(author, editor, by=owner)
    assert (revision.author_id, comment.author_id) == (author.id, author.id)


def test_versions_and_dates_are_left_alone_so_that_an_open_form_still_saves(owner, author, editor):
    post = PostFactory(author=author)
    opened = (post.version, post.updated_at)
    hand_over(author, editor, by=owner)
    assert (post.version, post.updated_at) == opened
    saving.save(post, Content(title="Typed meanwhile", slug=post.slug), by=owner, base=opened[0])
    assert post.author_id == editor.id


def test_the_log_tells_of_each_post_and_of_both_people_without_repeating_names(db, owner, author, editor):
    post = PostFactory(author=author)
    hand_over(author, editor, by=owner, reason="Moves to the archive")
    (told,) = events(db, "post.hand_over")
    assert (told.record_id, told.before, told.after) == (
        post.id,
        {"author_number": author.id},
        {"author_number": editor.id},
    )
    (gave,), (got,) = events(db, "user.hand_over"), events(db, "user.take_over")
    assert (gave.record_id, gave.after["posts"], gave.reason) == (author.id, 1, "Moves to the archive")
    assert (got.record_id, got.after) == (editor.id, {"posts": 1, "plans": 0, "reviews": 0})


def test_who_takes_over_gets_one_mail(db, owner, author, editor):
    PostFactory.create_batch(3, author=author)
    hand_over(author, editor, by=owner)
    (mail,) = db.session.scalars(select(OutboxMessage)).all()
    assert mail.recipient == editor.email
    assert author.display_name in mail.subject


def test_who_takes_it_themselves_gets_no_mail(db, owner, author):
    PostFactory(author=author)
    hand_over(author, owner, by=owner)
    assert db.session.scalars(select(OutboxMessage)).all() == []


def test_a_plan_goes_on_in_the_name_of_who_takes_over(owner, author):
    heir = UserFactory(role="author")
    post = PostFactory(author=author, status=PostStatus.UNPUBLISHED)
    plan = publishing.schedule(post, now() + timedelta(days=1), by=author)
    hand_over(author, heir, by=owner)
    deactivate(author, by=owner)
    assert plan.by_id == heir.id
    assert carry_out(plan) is True
    assert post.is_live


def test_a_plan_that_the_receiver_may_not_publish_goes_on_in_the_name_of_who_hands_over(owner, author):
    heir = UserFactory(role="contributor")
    post = PostFactory(author=author, status=PostStatus.UNPUBLISHED)
    plan = publishing.schedule(post, now() + timedelta(days=1), by=author)
    hand_over(author, heir, by=owner)
    assert (post.author_id, plan.by_id) == (heir.id, owner.id)


def test_a_plan_that_nobody_may_take_stays_and_is_told_when_it_is_due(db, author):
    heir = UserFactory(role="contributor")
    post = PostFactory(author=author, status=PostStatus.UNPUBLISHED)
    plan = publishing.schedule(post, now() + timedelta(days=1), by=author)
    hand_over(author, heir, by=SYSTEM)
    assert (plan.by_id, plan.by_system) == (author.id, False)
    deactivate(author, by=SYSTEM)
    assert carry_out(plan) is False
    assert not post.is_live
    (failed,) = events(db, "post.schedule_failed")
    assert author.display_name in failed.reason


def test_an_open_review_goes_to_who_can_review_and_a_settled_one_stays(owner, author):
    reviewer, heir = UserFactory(role="editor"), UserFactory(role="editor")
    waiting, settled = (PostFactory(author=author, status=PostStatus.UNPUBLISHED) for _ in range(2))
    for post in (waiting, settled):
        reviewing.submit(post, by=author, reviewer=reviewer)
    reviewing.approve(settled, by=reviewer)
    hand_over(reviewer, heir, by=owner)
    assert rounds.open_round(waiting.id).reviewer_id == heir.id
    assert rounds.approver_of(saving.newest_revision(settled)) == reviewer.id


@pytest.mark.parametrize("role", ["author", "contributor"])
def test_a_review_that_the_receiver_can_not_give_waits_for_whoever_may(owner, author, role):
    reviewer, heir = UserFactory(role="editor"), UserFactory(role=role)
    post = PostFactory(author=author, status=PostStatus.UNPUBLISHED)
    reviewing.submit(post, by=author, reviewer=reviewer)
    hand_over(reviewer, heir, by=owner)
    assert rounds.open_round(post.id).reviewer_id is None


def test_nobody_becomes_the_reviewer_of_the_own_text(owner, editor):
    reviewer = UserFactory(role="editor")
    post = PostFactory(author=editor, status=PostStatus.UNPUBLISHED)
    saving.save(post, Content(title="Mine", body="<p>Own words.</p>"), by=editor, base=1)
    reviewing.submit(post, by=editor, reviewer=reviewer)
    hand_over(reviewer, editor, by=owner)
    assert rounds.open_round(post.id).reviewer_id is None


def test_the_answer_to_a_review_goes_to_who_has_the_text_now(db, owner, author, editor):
    reviewer = UserFactory(role="editor")
    post = PostFactory(author=author, status=PostStatus.UNPUBLISHED)
    reviewing.submit(post, by=author, reviewer=reviewer)
    hand_over(author, editor, by=owner)
    assert rounds.open_round(post.id).asked_by_id == editor.id


UNFIT = {
    "a reader": lambda: UserFactory(role="reader"),
    "a moderator": lambda: UserFactory(role="moderator"),
    "somebody without roles": lambda: UserFactory(role=None),
    "a closed account": lambda: UserFactory(role="editor", active=False),
    "somebody who leaves": lambda: UserFactory(role="editor", leaves_at=now() + timedelta(days=3)),
}


@pytest.mark.parametrize("unfit", list(UNFIT))
def test_who_can_not_hold_posts_gets_none(owner, author, unfit):
    post, receiver = PostFactory(author=author), UNFIT[unfit]()
    with pytest.raises(NotPossible, match=receiver.display_name):
        hand_over(author, receiver, by=owner)
    assert post.author_id == author.id


def test_nobody_hands_over_to_themselves(owner, author):
    with pytest.raises(NotPossible, match="already"):
        hand_over(author, author, by=owner)


@pytest.mark.parametrize("role", ["author", "contributor", "moderator", "reader"])
def test_who_may_not_edit_every_post_hands_nothing_over(author, editor, role):
    with pytest.raises(Refused):
        hand_over(author, editor, by=UserFactory(role=role))


def test_a_large_holding_goes_on_as_a_job_and_ends(db, owner, author, editor, monkeypatch):
    monkeypatch.setattr("cms.actions.departing.BATCH", 2)
    PostFactory.create_batch(11, author=author)
    assert hand_over(author, editor, by=owner) is False
    assert held(db, author) == 11 - 2 * PIECES_AT_ONCE
    assert departure_of(author).posts == 2 * PIECES_AT_ONCE
    run_jobs(db)
    assert (held(db, author), held(db, editor), departure_of(author)) == (0, 11, None)
    (gave,) = events(db, "user.hand_over")
    assert (gave.after["posts"], gave.actor_id) == (11, owner.id)
    assert len(events(db, "post.hand_over")) == 11


def test_a_job_whose_receiver_is_gone_stops_and_tells_the_owners(db, owner, author, editor, monkeypatch):
    monkeypatch.setattr("cms.actions.departing.BATCH", 1)
    PostFactory.create_batch(5, author=author)
    hand_over(author, editor, by=owner)
    deactivate(editor, by=owner)
    run_jobs(db)
    going = departure_of(author)
    assert editor.display_name in going.fault
    assert held(db, author) == 1
    assert [mail.recipient for mail in db.session.scalars(select(OutboxMessage))] == [owner.email]
    (failed,) = events(db, "user.hand_over_failed")
    assert failed.reason == going.fault


def test_what_stopped_goes_on_once_somebody_else_is_chosen(db, owner, author, editor, monkeypatch):
    monkeypatch.setattr("cms.actions.departing.BATCH", 1)
    PostFactory.create_batch(5, author=author)
    hand_over(author, editor, by=owner)
    deactivate(editor, by=owner)
    run_jobs(db)
    heir = UserFactory(role="author")
    hand_over(author, heir, by=owner)
    run_jobs(db)
    assert (held(db, author), held(db, heir), departure_of(author)) == (0, 1, None)


def test_the_same_statements_do_for_few_posts_and_for_many_plans(db, owner, author, editor, count_queries):
    PostFactory.create_batch(2, author=author)
    hand_over(author, editor, by=owner)
    few = selects(count_queries)
    PostFactory.create_batch(20, author=author)
    count_queries.clear()
    hand_over(author, editor, by=owner)
    assert selects(count_queries) <= few


def held(db, person):
    return db.session.scalar(select(func.count(Post.id)).where(Post.author_id == person.id))


def selects(statements):
    return len([it for it in statements if it.lstrip().startswith("SELECT")])


def run_jobs(db):
    """Do what waits of the job, as the worker does."""
    db.session.commit()
    kinds = {JobKind.SEE_OFF: KINDS[JobKind.SEE_OFF]}
    for _piece in range(50):
        if do_next(kinds) is None:
            return
    raise AssertionError("the job does not end")
