"""People delete their own account: asked for, thought over, and then done."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from cms.actions import staff
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.actions.former import former_account
from cms.actions.leaving import ask_deletion, delete_leaving, take_back
from cms.actions.settings import save_settings
from cms.models import Event, OutboxMessage, User, now
from cms.rules.permissions import SYSTEM
from tests.actions.test_handing import run_jobs
from tests.factories import CommentFactory, PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")
DAYS = timedelta(days=14)


@pytest.fixture
def owner():
    return UserFactory(role="owner")


@pytest.fixture
def author(owner):
    return UserFactory(role="author", name="Ada Author")


def there(db, number):
    db.session.expire_all()
    return db.session.scalar(select(func.count(User.id)).where(User.id == number)) == 1


def mails(db):
    return db.session.scalars(select(OutboxMessage.recipient).order_by(OutboxMessage.id)).all()


def test_the_person_and_the_owners_get_a_mail_and_nothing_changes_yet(db, owner, author):
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        ask_deletion(author, by=author)
    assert author.leaves_at.isoformat() == "2026-03-15T12:00:00+00:00"
    assert author.active
    assert mails(db) == [author.email, owner.email]
    first = db.session.scalars(select(OutboxMessage)).first()
    assert "/account/deletion" in first.text
    assert "March 15, 2026" in first.html


def test_it_happens_when_the_days_are_over_and_not_before(db, author):
    number = author.id
    ask_deletion(author, by=author)
    assert delete_leaving(now() + DAYS - timedelta(minutes=1)) == 0
    assert there(db, number)
    assert delete_leaving(now() + DAYS) == 1
    assert not there(db, number)
    assert delete_leaving(now() + DAYS) == 0


def test_what_was_written_stays_without_a_name_and_the_log_forgets_it(db, author):
    post, comment = PostFactory(author=author), CommentFactory(author=author)
    ask_deletion(author, by=author)
    delete_leaving(now() + DAYS)
    db.session.expire_all()
    assert post.author_id == former_account().id
    assert (comment.author_id, comment.author_name) == (None, "")
    log = db.session.scalars(select(Event)).all()
    assert "Ada" not in str([(it.actor_label, it.record_label, it.before, it.after) for it in log])
    assert {"user.ask_deletion", "user.delete"} <= {it.verb for it in log}


def test_an_heir_who_was_chosen_gets_what_was_written(db, owner, author):
    heir = UserFactory(role="editor")
    save_settings({"deletion_to": heir.email}, by=owner)
    post = PostFactory(author=author)
    ask_deletion(author, by=author)
    delete_leaving(now() + DAYS)
    db.session.expire_all()
    assert post.author_id == heir.id


@pytest.mark.parametrize("fate", ["closed", "gone", "self"])
def test_without_the_heir_the_texts_lose_the_name(db, owner, author, fate):
    heir = author if fate == "self" else UserFactory(role="editor")
    save_settings({"deletion_to": heir.handle}, by=owner)
    post = PostFactory(author=author)
    ask_deletion(author, by=author)
    if fate == "closed":
        staff.deactivate(heir, by=owner)
    elif fate == "gone":
        db.session.delete(heir)
    delete_leaving(now() + DAYS)
    db.session.expire_all()
    assert post.author_id == former_account().id


@pytest.mark.parametrize("typed", ["ghost", "\x00", "x" * 300, "reader@example.com"])
def test_only_who_can_have_posts_is_chosen_as_heir(owner, typed):
    UserFactory(role="reader", email="reader@example.com")
    with pytest.raises(Invalid) as caught:
        save_settings({"deletion_to": typed}, by=owner)
    assert set(caught.value.errors) == {"deletion_to"}


def test_it_can_be_taken_back(db, author):
    number = author.id
    ask_deletion(author, by=author)
    take_back(author, by=author)
    assert delete_leaving(now() + DAYS) == 0
    assert there(db, number)
    verbs = db.session.scalars(select(Event.verb).where(Event.noun == "user").order_by(Event.id)).all()
    assert verbs[-2:] == ["user.ask_deletion", "user.take_back_deletion"]


def test_it_is_asked_once_and_taken_back_once(author):
    ask_deletion(author, by=author)
    with pytest.raises(NotPossible, match="already"):
        ask_deletion(author, by=author)
    take_back(author, by=author)
    with pytest.raises(NotPossible, match="nothing to take back"):
        take_back(author, by=author)


@pytest.mark.parametrize("act", [ask_deletion, take_back])
@pytest.mark.parametrize("role", ["owner", "editor"])
def test_nobody_asks_for_somebody_else(author, act, role):
    with pytest.raises(Refused):
        act(author, by=UserFactory(role=role))
    with pytest.raises(Refused):
        act(author, by=SYSTEM)


def test_the_last_owner_is_refused_with_a_sentence(owner):
    with pytest.raises(NotPossible, match="last active owner"):
        ask_deletion(owner, by=owner)
    assert owner.leaves_at is None


def test_of_two_owners_who_ask_the_second_one_stays(db, owner):
    other = UserFactory(role="owner")
    ask_deletion(owner, by=owner)
    ask_deletion(other, by=other)
    first, second = owner.id, other.id
    while delete_leaving(now() + DAYS):
        db.session.flush()
    assert [there(db, number) for number in (first, second)] == [False, True]
    assert db.session.get(User, second).leaves_at is None
    failed = db.session.scalars(select(Event).where(Event.verb == "user.deletion_failed")).one()
    assert "last active owner" in failed.reason
    assert mails(db)[-1] == db.session.get(User, second).email


def test_who_was_deactivated_meanwhile_is_deleted_all_the_same(db, owner, author):
    number = author.id
    ask_deletion(author, by=author)
    staff.deactivate(author, by=owner)
    delete_leaving(now() + DAYS)
    assert not there(db, number)


def test_a_large_legacy_goes_on_as_a_job(db, author, monkeypatch):
    monkeypatch.setattr("cms.actions.departing.BATCH", 1)
    number = author.id
    PostFactory.create_batch(6, author=author)
    ask_deletion(author, by=author)
    assert delete_leaving(now() + DAYS) == 1
    assert there(db, number)
    assert delete_leaving(now() + DAYS) == 0
    run_jobs(db)
    assert not there(db, number)


def test_a_last_mail_says_that_it_is_done(db, author):
    address = author.email
    ask_deletion(author, by=author)
    delete_leaving(now() + DAYS)
    assert mails(db)[-1] == address
