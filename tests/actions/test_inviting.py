"""Inviting: the link by which somebody new sets a password."""

import re

import pytest
from sqlalchemy import select

from cms.actions import staff
from cms.actions.errors import NotPossible, Refused
from cms.actions.identity import Identity
from cms.actions.inviting import invite
from cms.models import OutboxMessage
from tests.client import PASSWORD
from tests.factories import UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner():
    return UserFactory(role="owner", name="Olive")


@pytest.fixture
def newcomer(owner):
    identity = Identity("new@example.com", name="Nell", locale="en")
    return staff.add_person(identity, [role_named("author")], by=owner)


def mailed_link(db):
    letter = db.session.scalars(select(OutboxMessage)).one()
    return re.search(r"http://localhost(/reset/\S+)", letter.text)[1]


def test_the_letter_says_who_invites_and_where_to_set_the_password(db, owner, newcomer):
    invite(newcomer, by=owner)
    letter = db.session.scalars(select(OutboxMessage)).one()
    assert letter.recipient == "new@example.com"
    assert letter.subject == "Masthead: set your password"
    assert "Olive has made an account for you" in letter.text
    assert mailed_link(db) in letter.html


def test_who_follows_the_link_sets_a_password_and_can_sign_in(db, client, owner, newcomer):
    invite(newcomer, by=owner)
    db.session.commit()
    link = mailed_link(db)
    new = {"password": "correct-horse-battery", "password_confirm": "correct-horse-battery"}
    assert client.post(link, data=new).status_code == 302
    assert client.post(link, data=new).status_code == 302  # the link is spent: it leads back to asking
    client.post("/login", data={"email": "new@example.com", "password": new["password"]})
    assert client.get("/account").status_code == 200


def test_nobody_is_invited_who_has_a_password(owner):
    with pytest.raises(NotPossible, match="has a password already"):
        invite(UserFactory(), by=owner)


def test_an_inactive_account_is_reactivated_first(owner):
    with pytest.raises(NotPossible, match="Reactivate"):
        invite(UserFactory(password=None, active=False), by=owner)


def test_editor_cannot_invite(newcomer):
    with pytest.raises(Refused):
        invite(newcomer, by=UserFactory(role="editor"))


def test_deactivation_voids_the_link(db, client, owner, newcomer):
    invite(newcomer, by=owner)
    staff.deactivate(newcomer, by=owner)
    db.session.commit()
    new = {"password": PASSWORD, "password_confirm": PASSWORD}
    assert client.post(mailed_link(db), data=new).headers["Location"].endswith("/reset")
    db.session.refresh(newcomer)
    assert newcomer.password is None
