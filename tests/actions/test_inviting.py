"""Inviting: who may ask whom in to what, and what comes of a link."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from cms.actions import staff
from cms.actions.deleting import delete_person
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.actions.identity import Identity
from cms.actions.inviting.accepting import (
    Newcomer,
    accept_anew,
    accept_as,
    invitation_named,
    obstacle_to,
)
from cms.actions.inviting.revoking import revoke
from cms.actions.inviting.sending import HasAccount, invite, resend
from cms.actions.settings import save_settings
from cms.models import (
    Comment,
    Departure,
    Event,
    ImportRecord,
    Invitation,
    InvitationState,
    OutboxMessage,
    Post,
    Revision,
    Role,
    User,
    now,
)
from cms.rules.factors import asks_for_factor, lacks_factor
from cms.rules.permissions import SYSTEM
from tests.factories import CommentFactory, PostFactory, UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")
NELL = Newcomer("Nell", "", "hash")


@pytest.fixture
def owner():
    return UserFactory(role="owner", name="Olive")


@pytest.fixture
def imported():
    return UserFactory(
        handle="jane", name="Jane", email="jane@wordpress.invalid", role="", **NOBODY, active=False
    )


NOBODY = {"password": None, "confirmed_at": None}


def invited(owner, *roles, **more):
    return invite("new@example.com", [role_named(name) for name in roles or ("author",)], by=owner, **more)


def letter(db):
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()


def token(db):
    return re.search(r"http://localhost/invitation/(\S+)", letter(db).text)[1]


def verbs(db, noun="invitation"):
    return list(db.session.scalars(select(Event.verb).where(Event.noun == noun).order_by(Event.id)))


# Sending


def test_the_letter_says_who_invites_to_what_and_until_when(db, owner):
    with time_machine.travel("2026-05-01T12:00Z", tick=False):
        invited(owner, "author", "moderator", name="Nell")
    mail = letter(db)
    assert mail.recipient == "new@example.com"
    assert mail.subject == "Masthead: you are invited"
    for words in ("Hello Nell", "Olive invites you to Masthead", "Author: ", "Moderator: ", "May 8, 2026"):
        assert words in mail.text
    assert token(db) in mail.html


def test_nothing_of_the_link_is_kept_but_a_digest(db, owner):
    invitation = invited(owner)
    assert len(token(db)) >= 43
    assert token(db) not in invitation.token_digest
    assert invitation_named(token(db)) is invitation
    assert invitation_named(token(db)[:-1]) is None


def test_the_letter_is_in_the_language_of_the_site(db, owner):
    save_settings({"site_locale": "de"}, by=owner)
    invited(owner)
    assert 'lang="de"' in letter(db).html


def test_how_long_it_is_open_is_a_setting(owner):
    save_settings({"invitation_days": "2"}, by=owner)
    invitation = invited(owner)
    assert timedelta(days=1, hours=23) < invitation.expires_at - now() <= timedelta(days=2)


@pytest.mark.parametrize(
    "typed", ["", "nobody", "a@b@c.example", "x" * 250 + "@example.com", "a\x00@example.com"]
)
def test_what_is_no_address_gets_a_sentence(owner, typed):
    with pytest.raises(Invalid) as fault:
        invite(typed, [role_named("author")], by=owner)
    assert set(fault.value.errors) == {"email"}


def test_an_address_is_known_however_it_is_capitalised(owner):
    assert invite(" New@Example.COM ", [role_named("author")], by=owner).email == "new@example.com"
    with pytest.raises(Invalid, match="open invitation already"):
        invite("NEW@example.com", [role_named("author")], by=owner)


def test_without_a_role_nobody_is_invited(owner):
    with pytest.raises(Invalid, match="at least one role"):
        invite("new@example.com", [], by=owner)


def test_who_has_an_account_is_named_to_the_owner(owner):
    wren = UserFactory(name="Wren")
    with pytest.raises(HasAccount, match="Wren has an account") as fault:
        invite(wren.email, [role_named("author")], by=owner)
    assert fault.value.person is wren
    wren.active = False
    with pytest.raises(HasAccount, match="Reactivate"):
        invite(wren.email, [role_named("author")], by=owner)


def test_editor_invites_nobody(owner):
    with pytest.raises(Refused):
        invited(UserFactory(role="editor"))


def inviter_of_authors(db):
    may = ("backoffice.enter", "user.create", "user.view", "role.assign", "post.create", "post.edit_own")
    role = Role(name="host", permissions=frozenset(may))
    db.session.add(role)
    return UserFactory(roles=[role])


def test_nobody_invites_to_more_than_they_hold(db):
    with pytest.raises(Refused, match="allows more than your own roles"):
        invited(inviter_of_authors(db), "owner")


def test_an_expired_invitation_stands_in_nobodys_way(db, owner):
    first = invited(owner)
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        second = invited(owner)
    assert first.revoked_at is not None
    assert second.state_at(now()) == InvitationState.OPEN


def test_the_database_holds_one_open_invitation_an_address(db, owner, monkeypatch):
    invited(owner)
    monkeypatch.setattr("cms.actions.inviting.sending._in_the_way", lambda *_given: [])
    with pytest.raises(Invalid, match="open invitation already"):
        invited(owner)
    assert db.session.scalar(select(func.count(Invitation.id))) == 1


# Again, and back


def test_sent_again_it_has_a_new_link_and_the_whole_time(db, owner):
    invitation = invited(owner)
    old = token(db)
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        assert "expired" in str(obstacle_to(invitation))
        resend(invitation, by=owner)
        assert obstacle_to(invitation) == ""
    assert invitation_named(old) is None
    assert invitation_named(token(db)) is invitation
    assert invitation.times_sent == 2
    assert verbs(db) == ["invitation.create", "invitation.resend"]


def test_it_is_not_sent_twice_in_a_breath(owner):
    invitation = invited(owner)
    with pytest.raises(NotPossible, match="a moment ago"):
        resend(invitation, by=owner)


def test_who_sends_it_again_answers_for_it(db, owner):
    invitation, other = invited(owner), UserFactory(role="owner")
    with time_machine.travel(now() + timedelta(hours=1), tick=False):
        with pytest.raises(Refused):
            resend(invitation, by=UserFactory(role="editor"))
        resend(invitation, by=other)
    assert invitation.by is other


def test_revoked_it_lets_nobody_in(db, owner):
    invitation = invited(owner)
    revoke(invitation, by=owner)
    with pytest.raises(NotPossible, match="taken back"):
        accept_anew(invitation, NELL)
    for again in (revoke, resend):
        with pytest.raises(NotPossible, match="revoked"):
            again(invitation, by=owner)
    assert verbs(db) == ["invitation.create", "invitation.revoke"]


def test_editor_revokes_nothing(owner):
    with pytest.raises(Refused):
        revoke(invited(owner), by=UserFactory(role="editor"))


# Accepting


def test_who_accepts_has_an_account_with_the_roles(db, owner):
    invitation = invited(owner, "author", "moderator")
    nell = accept_anew(invitation, Newcomer("Nell", "nell", "hash"))
    assert (nell.email, nell.name, nell.handle, nell.password) == ("new@example.com", "Nell", "nell", "hash")
    assert nell.active
    assert nell.confirmed_at is not None
    assert {role.name for role in nell.roles} == {"author", "moderator"}
    assert invitation.user is nell
    assert verbs(db) == ["invitation.create", "invitation.accept"]


def test_it_is_accepted_once(db, owner):
    invitation = invited(owner)
    accept_anew(invitation, NELL)
    with pytest.raises(NotPossible, match="used already"):
        accept_anew(invitation, NELL)
    with pytest.raises(NotPossible, match="accepted already"):
        resend(invitation, by=owner)
    with pytest.raises(NotPossible, match="accepted already"):
        revoke(invitation, by=owner)


def test_it_expires(owner):
    invitation = invited(owner)
    with (
        time_machine.travel(invitation.expires_at, tick=False),
        pytest.raises(NotPossible, match="expired"),
    ):
        accept_anew(invitation, NELL)


@pytest.mark.parametrize("name", ["nell@example.com", "x" * 121, "N\x00ll"])
def test_a_name_that_readers_can_not_be_shown_is_refused(owner, name):
    with pytest.raises(Invalid) as fault:
        accept_anew(invited(owner), Newcomer(name, "", "hash"))
    assert set(fault.value.errors) == {"name"}


def test_a_handle_that_somebody_has_is_refused(owner):
    UserFactory(handle="taken")
    with pytest.raises(Invalid, match="taken"):
        accept_anew(invited(owner), Newcomer("Nell", "taken", "hash"))


def deactivated(owner):
    staff.deactivate(owner, by=SYSTEM)


def demoted(owner):
    staff.assign_roles(owner, [role_named("editor")], by=SYSTEM)


@pytest.mark.parametrize("lose", [deactivated, demoted])
def test_it_holds_as_long_as_who_invited_may_still_invite(owner, lose):
    UserFactory(role="owner")
    invitation = invited(owner)
    lose(owner)
    with pytest.raises(NotPossible, match="may not do so any more"):
        accept_anew(invitation, NELL)


def test_without_its_inviter_it_lets_nobody_in(db, owner):
    invitation = invited(owner)
    invitation.by_id = None
    db.session.flush()
    db.session.refresh(invitation)
    with pytest.raises(NotPossible, match="may not do so any more"):
        accept_anew(invitation, NELL)


def test_the_operator_invites_too(owner):
    invitation = invited(SYSTEM, "owner")
    assert invitation.by_operator
    assert accept_anew(invitation, NELL).has_role_named("owner")


def test_who_registered_meanwhile_signs_in_and_gets_the_roles(owner):
    invitation, nell = invited(owner), UserFactory(email="new@example.com")
    with pytest.raises(NotPossible, match="Sign in first"):
        accept_anew(invitation, NELL)
    with pytest.raises(NotPossible, match=r"is for new@example\.com"):
        accept_as(invitation, UserFactory())
    accept_as(invitation, nell)
    assert {role.name for role in nell.roles} == {"reader", "author"}


def test_who_registered_without_confirming_has_not_taken_the_address(db, owner):
    """Else somebody who knows of an invitation could wait for it with a password of their own."""
    squatter = UserFactory(email="new@example.com", confirmed_at=None, handle="squatter")
    key = squatter.fs_uniquifier
    nell = accept_anew(invited(owner), Newcomer("Nell", "", "chosen by Nell"))
    assert nell is squatter
    assert nell.password == "chosen by Nell"
    assert nell.fs_uniquifier != key


def test_a_closed_account_is_not_opened_by_it(owner):
    invitation = invited(owner)
    UserFactory(email="new@example.com", active=False)
    with pytest.raises(NotPossible, match="is closed"):
        accept_anew(invitation, NELL)


def test_the_days_of_grace_for_a_second_factor_begin_when_it_is_accepted(db, owner):
    invitation = invited(owner)
    role_named("author").factor_since, role_named("author").factor_grace = now() - timedelta(days=90), 7
    nell = accept_anew(invitation, NELL)
    db.session.flush()
    db.session.refresh(nell)
    assert asks_for_factor(nell)
    assert not lacks_factor(nell)


# Claiming


def test_who_claims_an_author_has_all_their_posts(db, owner, imported):
    post = PostFactory(author=imported)
    invitation = invited(owner, claims=imported)
    assert "Jane" in letter(db).text
    jane = accept_anew(invitation, Newcomer("Jane Doe", "jane", "hash"))
    assert jane is imported
    assert (jane.email, jane.name, jane.handle) == ("new@example.com", "Jane Doe", "jane")
    assert jane.active
    assert post.author is jane
    assert {role.name for role in jane.roles} == {"author"}
    assert "user.claim" in verbs(db, "user")


def test_an_account_in_use_or_closed_is_not_claimed(owner):
    with pytest.raises(NotPossible, match="has a password already"):
        invited(owner, claims=UserFactory())
    with pytest.raises(NotPossible, match="Reactivate"):
        invited(owner, claims=UserFactory(active=False))


def test_who_may_add_people_only_gives_no_author_away(db, imported):
    with pytest.raises(Refused):
        invited(inviter_of_authors(db), claims=imported)


def test_nobody_leads_an_owner_who_has_not_come_yet_to_another_address(db, owner):
    waiting = UserFactory(role="owner", **NOBODY)
    host = inviter_of_authors(db)
    with pytest.raises(Refused):
        invite("mine@example.com", [], claims=waiting, by=host)
    assert invite(waiting.email, [], claims=waiting, by=host).claims_id == waiting.id


def test_a_second_invitation_to_claim_voids_the_first(owner, imported):
    first = invited(owner, claims=imported)
    second = invite("right@example.com", [role_named("author")], by=owner, claims=imported)
    assert first.revoked_at is not None
    assert accept_anew(second, NELL).email == "right@example.com"


def test_deactivation_and_another_address_void_the_link(owner):
    newcomer = staff.add_person(Identity("new@example.com"), [role_named("author")], by=owner)
    invitation = invite(newcomer.email, claims=newcomer, by=owner)
    staff.edit_person(newcomer, Identity("other@example.com", newcomer.handle), by=owner)
    assert invitation.revoked_at is not None
    invitation = invite(newcomer.email, claims=newcomer, by=owner)
    staff.deactivate(newcomer, by=owner)
    assert invitation.revoked_at is not None


# Uniting


def test_who_has_an_account_already_is_united_with_the_author(db, owner, imported):
    post, comment = PostFactory(author=imported), CommentFactory(author=imported)
    db.session.add(ImportRecord(source="blog", noun="user", key="jane", record_id=imported.id))
    wren, number = UserFactory(handle="wren", role="reader"), imported.id
    invitation = invite(wren.email, [role_named("author")], by=owner, claims=imported)
    accept_as(invitation, wren)
    db.session.flush()
    assert db.session.get(User, number) is None
    assert post.author is wren
    assert db.session.scalar(select(Comment.author_id).where(Comment.id == comment.id)) == wren.id
    assert set(db.session.scalars(select(Revision.author_id).where(Revision.post_id == post.id))) <= {
        None,
        wren.id,
    }
    assert db.session.scalar(select(ImportRecord.record_id)) == wren.id
    assert db.session.scalar(select(func.count(Departure.id))) == 0
    assert {role.name for role in wren.roles} == {"reader", "author"}
    assert invitation.user is wren


def test_the_old_address_of_the_author_leads_to_the_new_one(db, client, owner, imported):
    PostFactory(author=imported)
    wren = UserFactory(handle="wren", role="reader")
    accept_as(invite(wren.email, [role_named("author")], by=owner, claims=imported), wren)
    db.session.commit()
    for place in ("", "/feed.atom", "/feed.rss", "/feed.json"):
        answer = client.get(f"/authors/jane{place}")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/authors/wren{place}")
        assert client.get(f"/authors/wren{place}").status_code == 200


def test_only_who_can_hold_posts_is_united(owner, imported):
    with pytest.raises(Invalid, match="posts of their own"):
        invite(UserFactory().email, [role_named("moderator")], by=owner, claims=imported)


def test_an_inviter_who_may_not_hand_over_any_more_unites_nobody(owner, imported):
    UserFactory(role="owner")
    wren, number = UserFactory(role="author"), imported.id
    invitation = invite(wren.email, [], by=owner, claims=imported)
    demoted(owner)
    with pytest.raises(NotPossible, match="may not do so any more"):
        accept_as(invitation, wren)
    assert imported.id == number


# What stays of it


def test_who_is_deleted_without_a_name_leaves_no_address_behind(db, owner):
    nell = accept_anew(invited(owner), NELL)
    delete_person(nell, by=owner, anonymise=True)
    db.session.flush()
    assert db.session.scalar(select(func.count(Invitation.id))) == 0
    assert "new@example.com" not in set(db.session.scalars(select(Event.record_label)))


def test_posts_stay_where_they_are_while_nobody_has_accepted(db, owner, imported):
    post = PostFactory(author=imported)
    invited(owner, claims=imported)
    assert db.session.scalar(select(Post.author_id).where(Post.id == post.id)) == imported.id
    assert imported.email == "jane@wordpress.invalid"
