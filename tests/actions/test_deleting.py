"""An account goes for good; what was written stays, with somebody or without a name."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cms.actions import publishing, reviewing, rounds, saving, staff
from cms.actions.content import Content
from cms.actions.deleting import delete_person
from cms.actions.departing import departure_of
from cms.actions.errors import NotPossible, Refused
from cms.actions.former import former_account
from cms.actions.recording import record
from cms.engines.sealing.sealing import seal_next
from cms.engines.sealing.verifying import verify
from cms.models import (
    Event,
    OutboxMessage,
    Post,
    PostKind,
    PostStatus,
    User,
    now,
)
from cms.rules.permissions import SYSTEM
from tests.actions.test_handing import run_jobs
from tests.factories import CommentFactory, NoteFactory, PostFactory, UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner():
    return UserFactory(role="owner")


@pytest.fixture
def author():
    return UserFactory(role="author", name="Ada Author")


def gone(db, person):
    db.session.expire_all()
    return db.session.scalar(select(func.count(User.id)).where(User.id == person)) == 0


def test_who_has_written_nothing_can_be_deleted(db, owner):
    person = UserFactory()
    number = person.id
    assert delete_person(person, by=owner) is True
    assert gone(db, number)


@pytest.mark.parametrize("write", [PostFactory, CommentFactory])
def test_who_has_written_goes_only_with_a_word_about_what_stays(owner, write):
    person = UserFactory(role="author")
    write(author=person)
    with pytest.raises(NotPossible, match="say who gets it"):
        delete_person(person, by=owner)


def test_posts_go_to_whoever_is_named_and_the_log_keeps_the_name(db, owner, author):
    heir, post, number = UserFactory(role="author"), PostFactory(author=author), author.id
    assert delete_person(author, to=heir, by=owner, reason="Left the paper") is True
    assert gone(db, number)
    assert post.author_id == heir.id
    told = db.session.scalars(select(Event).where(Event.verb == "user.delete")).one()
    assert (told.record_id, told.record_label, told.reason) == (number, "Ada Author", "Left the paper")


def test_anonymised_posts_are_a_former_contributors(db, owner, author):
    post, page = PostFactory(author=author), PostFactory(author=author, kind=PostKind.PAGE)
    delete_person(author, anonymise=True, by=owner)
    db.session.expire_all()
    nobody = former_account()
    assert {post.author_id, page.author_id} == {nobody.id}
    assert (nobody.active, nobody.password, nobody.display_name) == (False, None, "Former contributor")


def test_there_is_one_former_contributor_for_all(db, owner):
    for person in UserFactory.create_batch(2, role="author"):
        PostFactory(author=person)
        delete_person(person, anonymise=True, by=owner)
    assert db.session.scalar(select(func.count(User.id)).where(User.former)) == 1


def test_somebody_may_have_the_handle_of_the_former_contributor_already(db, owner, author):
    UserFactory(handle="former-contributor")
    PostFactory(author=author)
    delete_person(author, anonymise=True, by=owner)
    assert former_account().handle == "former-contributor-2"


@pytest.mark.parametrize("anonymise", [True, False])
def test_comments_stay_without_a_name(db, owner, author, anonymise):
    comment = CommentFactory(author=author, author_email="ada@example.com", author_url="https://ada.example")
    delete_person(author, anonymise=anonymise, to=None if anonymise else owner, by=owner)
    db.session.expire_all()
    assert (comment.author_id, comment.display_name, comment.author_email, comment.author_url) == (
        None,
        "",
        "",
        "",
    )
    assert comment.body == "<p>A thought.</p>"


def test_revisions_and_notes_stay_as_history_without_a_name(db, owner, author):
    post = PostFactory(author=author, status=PostStatus.UNPUBLISHED)
    revision = saving.save(post, Content(title="Again", body="<p>More.</p>"), by=author, base=1)
    note = NoteFactory(post=post, author_id=author.id, guest_name="")
    delete_person(author, to=owner, by=owner)
    db.session.expire_all()
    assert (revision.author_id, revision.title, note.author_id) == (None, "Again", None)


def test_names_leave_the_log_and_the_seals_still_hold(db, owner, author):
    saving.create(PostKind.POST, Content(title="By her"), by=author)
    record("user.edit", author, by=owner, before={"name": "Ada Author"}, after={"name": "Ada"})
    while seal_next(now() + timedelta(hours=1)):
        db.session.flush()
    delete_person(author, anonymise=True, by=owner, reason="Ada Author asked for it")
    db.session.flush()
    db.session.expire_all()
    log = db.session.scalars(select(Event)).all()
    assert "Ada" not in str([(it.actor_label, it.record_label, it.reason, it.before, it.after) for it in log])
    assert "user.delete" in {it.verb for it in log}
    while seal_next(now() + timedelta(hours=1)):
        db.session.flush()
    assert verify().fault == ""


def test_a_review_that_was_owed_waits_for_whoever_may(db, owner):
    reviewer = UserFactory(role="editor")
    post = PostFactory(status=PostStatus.UNPUBLISHED)
    reviewing.submit(post, by=owner, reviewer=reviewer)
    delete_person(reviewer, anonymise=True, by=owner)
    db.session.expire_all()
    assert rounds.open_round(post.id).reviewer_id is None


def test_a_plan_of_somebody_anonymised_goes_on_in_the_name_of_who_deletes(db, owner, author):
    post = PostFactory(author=author, status=PostStatus.UNPUBLISHED)
    plan = publishing.schedule(post, now() + timedelta(days=1), by=author)
    delete_person(author, anonymise=True, by=owner)
    db.session.expire_all()
    assert plan.by_id == owner.id


@pytest.mark.parametrize(
    "way", [{}, {"anonymise": True}, {"to": "heir"}], ids=["plainly", "anonymised", "handed over"]
)
@pytest.mark.parametrize("by_system", [True, False])
def test_the_last_owner_goes_by_no_way(owner, way, by_system):
    way = {**way, "to": UserFactory(role="editor")} if "to" in way else way
    with pytest.raises(NotPossible, match="last active owner"):
        delete_person(owner, by=SYSTEM if by_system else UserFactory(role="owner", confirmed_at=None), **way)


def test_nobody_deletes_the_own_account_without_thinking_it_over(owner):
    UserFactory(role="owner")
    with pytest.raises(Refused):
        delete_person(owner, by=owner, anonymise=True)


def test_one_of_two_owners_can_go(db, owner):
    other = UserFactory(role="owner")
    number = other.id
    PostFactory(author=other)
    delete_person(other, to=owner, by=owner)
    assert gone(db, number)


@pytest.mark.parametrize("role", ["editor", "author", "moderator", "reader"])
@pytest.mark.parametrize("way", [{}, {"anonymise": True}])
def test_only_who_may_delete_people_deletes(author, role, way):
    with pytest.raises(Refused):
        delete_person(author, by=UserFactory(role=role), **way)


def test_a_large_legacy_goes_by_a_job_while_the_account_is_closed_already(db, owner, author, monkeypatch):
    monkeypatch.setattr("cms.actions.departing.BATCH", 1)
    number = author.id
    PostFactory.create_batch(6, author=author)
    CommentFactory(author=author)
    assert delete_person(author, anonymise=True, by=owner) is False
    assert (author.active, departure_of(author).deletes) == (False, True)
    with pytest.raises(NotPossible, match="being deleted"):
        delete_person(author, to=owner, by=owner)
    with pytest.raises(NotPossible, match="being deleted"):
        staff.reactivate(author, by=owner)
    run_jobs(db)
    assert gone(db, number)
    assert db.session.scalar(select(func.count(Post.id)).where(Post.author_id == former_account().id)) == 6


def test_what_stopped_halfway_can_be_taken_back(db, owner, author, monkeypatch):
    monkeypatch.setattr("cms.actions.departing.BATCH", 1)
    heir = UserFactory(role="author")
    PostFactory.create_batch(6, author=author)
    delete_person(author, to=heir, by=owner)
    staff.deactivate(heir, by=owner)
    run_jobs(db)
    staff.reactivate(author, by=owner)
    assert (author.active, departure_of(author)) == (True, None)


def test_nobody_opens_the_account_of_the_former_contributor(owner):
    nobody = former_account()
    for act in (
        lambda: staff.reactivate(nobody, by=owner),
        lambda: staff.assign_roles(nobody, [role_named("editor")], by=SYSTEM),
        lambda: delete_person(nobody, anonymise=True, by=owner),
    ):
        with pytest.raises(NotPossible, match="stands for people who have left"):
            act()


def test_what_the_former_contributor_holds_can_be_given_to_somebody(db, owner, author):
    post, number = PostFactory(author=author), None
    delete_person(author, anonymise=True, by=owner)
    number = former_account().id
    delete_person(former_account(), to=owner, by=owner)
    assert gone(db, number)
    assert post.author_id == owner.id


def test_no_mail_goes_to_the_former_contributor(db, owner, author):
    PostFactory(author=author)
    delete_person(author, anonymise=True, by=owner)
    assert db.session.scalars(select(OutboxMessage)).all() == []
