"""Asking for a permission, and the owners' answers."""

import pytest
import time_machine
from sqlalchemy import select

from cms.actions.access_requests import MOST_A_DAY, ask, decline, grant, helping, helps
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.actions.roles import create_role
from cms.models import Event, OutboxMessage
from cms.rules.permissions import SYSTEM, Permission
from tests.factories import PostFactory, UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")
P = Permission


@pytest.fixture
def owner():
    return UserFactory(role="owner")


@pytest.fixture
def author():
    return UserFactory(role="author", name="Ann")


def mails(db, address):
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.recipient == address)).all()


def test_a_request_is_written_down_and_every_owner_gets_a_mail(db, owner, author):
    second, asleep = UserFactory(role="owner"), UserFactory(role="owner", active=False)
    asked = ask(P.POST_DELETE, "The trash is full.", by=author)
    assert (asked.user_id, asked.permission, asked.granted) == (author.id, "post.delete", None)
    for each in (owner, second):
        (mail,) = mails(db, each.email)
        assert "Ann asks" in mail.subject
        assert "The trash is full." in mail.text and "/admin/requests/" in mail.text
    assert mails(db, asleep.email) == []
    assert db.session.scalars(select(Event.verb).order_by(Event.id.desc())).first() == "access_request.ask"


def test_nobody_asks_twice_for_the_same(db, owner, author):
    ask(P.POST_DELETE, by=author)
    with pytest.raises(NotPossible, match="asked for this already"):
        ask(P.POST_DELETE, by=author)
    assert len(mails(db, owner.email)) == 1


def test_who_was_declined_may_ask_again(owner, author):
    decline(ask(P.POST_DELETE, by=author), "Not yet.", by=owner)
    assert ask(P.POST_DELETE, by=author).granted is None


def test_nobody_asks_for_what_they_hold(author):
    with pytest.raises(NotPossible, match="may do this already"):
        ask(P.POST_EDIT, by=author)
    with pytest.raises(NotPossible):
        ask(P.POST_EDIT, obj=PostFactory(author=author), by=author)


def test_the_requests_of_a_day_are_bounded(author):
    with time_machine.travel("2026-05-01 10:00", tick=False) as clock:
        lacking = [each for each in P if each.noun in ("user", "role", "page")]
        for permission in lacking[:MOST_A_DAY]:
            ask(permission, by=author)
        with pytest.raises(NotPossible, match="much today"):
            ask(lacking[MOST_A_DAY], by=author)
        clock.move_to("2026-05-02 10:01")
        ask(lacking[MOST_A_DAY], by=author)


def test_visitors_and_closed_accounts_ask_for_nothing(author):
    author.active = False
    for nobody in (None, author):
        with pytest.raises(Refused):
            ask(P.POST_DELETE, by=nobody)


@pytest.mark.parametrize("note", ["x" * 501, "a\x00b"])
def test_a_note_that_can_not_be_kept_is_invalid(author, note):
    with pytest.raises(Invalid):
        ask(P.POST_DELETE, note, by=author)


def test_the_record_is_named_only_as_far_as_the_person_sees_it(author):
    own, foreign = PostFactory(author=author, title="Mine"), PostFactory(title="Secret")
    assert ask(P.POST_DELETE, obj=own, by=author).record_label == "Mine"
    asked = ask(P.POST_PUBLISH, obj=foreign, by=author)
    assert (asked.noun, asked.record_id, asked.record_label) == ("", None, "")


def test_a_grant_gives_the_role_and_tells_the_person(db, owner, author):
    asked = ask(P.COMMENT_DELETE, by=author)
    grant(asked, role_named("moderator"), by=owner)
    assert {role.name for role in author.roles} == {"author", "moderator"}
    assert (asked.granted, asked.role_name, asked.answered_by_id) == (True, "moderator", owner.id)
    assert "You may do this now" in mails(db, author.email)[0].text


def test_a_role_that_does_not_help_is_not_given(owner, author):
    asked = ask(P.POST_DELETE, by=author)
    with pytest.raises(NotPossible, match="does not allow this"):
        grant(asked, role_named("moderator"), by=owner)
    assert asked.granted is None


def test_a_decline_has_a_reason_which_the_person_reads(db, owner, author):
    asked = ask(P.POST_DELETE, by=author)
    with pytest.raises(Invalid):
        decline(asked, "  ", by=owner)
    decline(asked, "Ask Bea to do it.", by=owner)
    assert (asked.granted, asked.answer) == (False, "Ask Bea to do it.")
    assert "Ask Bea to do it." in mails(db, author.email)[0].text


def test_an_answer_is_final(owner, author):
    asked = ask(P.COMMENT_DELETE, by=author)
    decline(asked, "No.", by=owner)
    for again in (
        lambda: grant(asked, role_named("moderator"), by=owner),
        lambda: decline(asked, "N", by=owner),
    ):
        with pytest.raises(NotPossible, match="answered this"):
            again()


def test_who_may_not_give_roles_answers_nothing(author):
    asked = ask(P.COMMENT_DELETE, by=author)
    editor = UserFactory(role="editor")
    with pytest.raises(Refused):
        grant(asked, role_named("moderator"), by=editor)
    with pytest.raises(Refused):
        decline(asked, "No.", by=editor)


def test_nobody_grants_more_than_they_hold(author):
    held = (P.BACKOFFICE_ENTER, P.ROLE_ASSIGN, *(P(name) for name in role_named("author").permissions))
    clerk = UserFactory(roles=[create_role("clerk", permissions=held, by=SYSTEM)])
    asked = ask(P.COMMENT_DELETE, by=author)
    with pytest.raises(Refused):
        grant(asked, role_named("moderator"), by=clerk)
    assert asked.granted is None


def test_the_smallest_role_that_helps_comes_first():
    roles = [role_named(name) for name in ("owner", "editor", "author", "contributor", "reader")]
    assert [role.name for role in helping(roles, P.POST_EDIT_OWN)] == [
        "contributor",
        "author",
        "editor",
        "owner",
    ]
    assert helps(create_role("all", permissions=[P.POST_EDIT], by=SYSTEM), P.POST_EDIT_OWN)
    assert not helps(role_named("author"), P.POST_EDIT)
