"""The page on which people delete their own account."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.actions.publishing import schedule
from cms.actions.settings import save_settings
from cms.models import LoginSession, PostStatus, User, now
from cms.rules.permissions import SYSTEM
from tests.client import PASSWORD, sign_in
from tests.factories import CommentFactory, PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")
PAGE = "/account/deletion"


@pytest.fixture
def author(client):
    UserFactory(role="owner")
    person = UserFactory(role="author", name="Ada Author")
    sign_in(client, person)
    return person


def leaves_at(db, person):
    return db.session.get(User, person.id, populate_existing=True).leaves_at


def test_the_page_says_what_happens_to_what_the_person_has(client, author):
    plan = PostFactory(author=author, status=PostStatus.UNPUBLISHED)
    schedule(plan, now() + timedelta(days=30), by=author)
    CommentFactory(author=author)
    text = client.get(PAGE).text
    for sentence in ("“Former contributor”", "will not be published by itself", "comments stay", "14 days"):
        assert sentence in text


def test_the_page_names_the_heir(client, author):
    heir = UserFactory(role="editor", name="Hal Heir")
    save_settings({"deletion_to": heir.handle}, by=SYSTEM)
    PostFactory(author=author)
    assert "What you wrote goes to Hal Heir" in client.get(PAGE).text


def test_a_reader_is_told_nothing_about_posts(client):
    UserFactory(role="owner")
    sign_in(client, UserFactory())
    text = client.get(PAGE).text
    assert "Former contributor" not in text
    assert "Delete my account" in text


def test_it_is_asked_for_and_every_page_says_so_until_it_is_taken_back(db, client, author):
    assert client.post(PAGE).status_code == 302
    assert leaves_at(db, author)
    assert "Keep my account" in client.get(PAGE).text
    for path in ("/", "/admin/", "/account"):
        assert "Your account will be deleted on" in client.get(path).text, path
    assert client.post(f"{PAGE}/withdrawal").status_code == 302
    assert leaves_at(db, author) is None
    assert "Your account will be deleted on" not in client.get("/").text


def test_it_asks_for_the_password_once_the_sign_in_is_old(db, client, author):
    login = db.session.scalars(select(LoginSession).where(LoginSession.user_id == author.id)).one()
    login.fresh_at = now() - timedelta(hours=1)
    db.session.commit()
    assert client.post(PAGE).status_code == 403
    assert leaves_at(db, author) is None
    client.post(PAGE, data={"verify_password": PASSWORD})
    assert leaves_at(db, author)


def test_taking_it_back_needs_no_password(db, client, author):
    client.post(PAGE)
    login = db.session.scalars(select(LoginSession).where(LoginSession.user_id == author.id)).one()
    login.fresh_at = now() - timedelta(hours=1)
    db.session.commit()
    client.post(f"{PAGE}/withdrawal")
    assert leaves_at(db, author) is None


def test_the_last_owner_reads_why_not(db, client):
    owner = UserFactory(role="owner")
    sign_in(client, owner)
    page = client.get(PAGE).text
    assert "last active owner" in page
    assert "Delete my account" not in page
    answer = client.post(PAGE)
    assert (answer.status_code, "last active owner" in answer.text) == (409, True)
    assert leaves_at(db, owner) is None


def test_twice_is_said(client, author):
    assert client.post(f"{PAGE}/withdrawal").status_code == 409
    client.post(PAGE)
    assert client.post(PAGE).status_code == 409


@pytest.mark.usefixtures("csrf")
@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/withdrawal"])
def test_another_site_asks_in_vain(db, client, author, path):
    assert client.post(path).status_code == 400
    assert leaves_at(db, author) is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_signs_in_first(client, method):
    assert "/login" in getattr(client, method)(PAGE).headers["Location"]


def test_owners_find_those_who_leave(db, client, author):
    client.post(PAGE)
    sign_in(client, UserFactory(role="owner", name="Olga"))
    page = client.get("/admin/users/?flt0_leaving=asked").text
    assert "Ada Author" in page
    assert "Leaves on" in page
    assert ">Olga<" not in page.partition("<tbody")[2]
    assert (
        "has asked for the account to be deleted" in client.get(f"/admin/users/details/?id={author.id}").text
    )
