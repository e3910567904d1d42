"""The page of an invitation: who sees what, and how somebody comes in by it."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from cms.actions.inviting.accepting import invitation_named
from cms.actions.inviting.revoking import revoke
from cms.actions.inviting.sending import invite
from cms.models import Event, LoginSession, Post, User, now
from cms.rules.throttling import LIMITS, Counted, Purpose
from tests.client import PASSWORD, sign_in
from tests.factories import AppFactory, PostFactory, UserFactory, role_named

WORDS = "harbour lantern oysters"
TYPED = {"name": "Nell", "handle": "nell", "password": WORDS, "password_confirm": WORDS}


@pytest.fixture
def owner(db):
    return UserFactory(role="owner", name="Olive")


@pytest.fixture
def asked(db, owner, last_link):
    """The path of the link that was mailed."""

    def ask(*roles, email="new@example.com", **more):
        invite(email, [role_named(role) for role in roles or ("author",)], by=owner, **more)
        db.session.commit()
        return last_link()

    return ask


@pytest.fixture
def imported(db):
    return UserFactory(
        handle="jane", name="Jane Doe", role="", password=None, confirmed_at=None, active=False
    )


def person_at(db, email="new@example.com"):
    db.session.expire_all()
    return db.session.scalars(select(User).where(User.email == email)).one_or_none()


def test_the_page_says_who_invites_and_to_what(client, asked):
    page = client.get(asked("author", "moderator", name="Nell")).text
    for words in ("Olive invites you to Masthead", "new@example.com", "Author", "Moderator", 'value="Nell"'):
        assert words in page
    assert 'data-controller="meter"' in page


def test_who_accepts_is_signed_in_and_stands_in_the_back_office(client, db, asked):
    answer = client.post(asked(), data=TYPED)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/start")
    assert client.get("/account/start").headers["Location"] == "/admin/"
    assert client.get("/admin/posts/").status_code == 200
    assert client.get("/admin/users/").status_code == 403
    nell = person_at(db)
    assert (nell.name, nell.handle, nell.confirmed_at is not None) == ("Nell", "nell", True)
    assert db.session.scalar(select(func.count(LoginSession.id)).where(LoginSession.user_id == nell.id)) == 1
    assert "user.sign_in" in set(db.session.scalars(select(Event.verb)))


def test_who_accepted_signs_in_with_the_password_later(client, asked):
    client.post(asked(), data=TYPED)
    other = client.application.test_client()
    other.post("/login", data={"email": "new@example.com", "password": WORDS})
    assert other.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "short", "password_confirm": "short"}, "At least 10"),
        ({"password": "", "password_confirm": ""}, "At least 10"),
        ({"password_confirm": "another lantern"}, "not the same"),
        ({"handle": "olive"}, "Somebody has the handle"),
        ({"handle": "No good!"}, "letters a to z"),
        ({"name": "n@example.com"}, "not an e-mail address"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, db, asked, typed, sentence):
    UserFactory(handle="olive")
    path = asked()
    answer = client.post(path, data={**TYPED, "name": "Nell Gwyn", **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed.get("name", "Nell Gwyn")}"' in answer.text
    assert f'value="{typed.get("handle", "nell")}"' in answer.text
    assert WORDS not in answer.text
    assert person_at(db) is None
    assert client.post(path, data=TYPED).status_code == 302


def test_a_form_left_open_for_too_long_is_shown_again(client, csrf, asked):
    answer = client.post(asked(), data=TYPED)
    assert answer.status_code == 400
    assert "Nothing is lost" in answer.text
    assert 'value="nell"' in answer.text


def test_each_end_has_its_sentence(client, db, asked, owner):
    path = asked()
    assert "in the newest mail" in client.get(f"{path}x").text
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        answer = client.get(path)
    assert (answer.status_code, "expired on" in answer.text) == (410, True)
    revoke(invitation_named(path.rpartition("/")[2]), by=owner)
    db.session.commit()
    assert "taken back" in client.get(path).text
    used = asked()
    client.post(used, data=TYPED)
    for method in ("GET", "POST"):
        answer = client.application.test_client().open(used, method=method, data=TYPED)
        assert (answer.status_code, "used already" in answer.text) == (410, True)


def test_an_unknown_link_tells_of_nobody(client, db, asked):
    UserFactory(email="known@example.com")
    asked()
    for token in ("x", "no-such-token", "a" * 2000, "%00", "known@example.com", "new@example.com"):
        answer = client.get(f"/invitation/{token}")
        assert answer.status_code == 410
        assert "Olive" not in answer.text
        assert "known@example.com" not in re.sub(r'(href|action)="[^"]*"', "", answer.text)


def test_nobody_else_keeps_the_page_or_hears_of_its_address(client, asked):
    answer = client.get(asked())
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert 'name="robots" content="noindex"' in answer.text


def test_who_tries_too_often_waits_and_keeps_what_was_typed(client, asked):
    path, free = asked(), LIMITS[Purpose.INVITATION][Counted.ADDRESS].free
    with time_machine.travel(now(), tick=False):
        for _try in range(free + 1):
            assert client.post(path, data={**TYPED, "password": "x"}).status_code == 422
        answer = client.post(path, data=TYPED)
    assert answer.status_code == 429
    assert "Retry-After" in answer.headers
    assert 'value="nell"' in answer.text


def test_who_has_an_account_signs_in_first_and_comes_back(client, db, asked):
    path = asked()
    UserFactory(email="new@example.com", name="Nell")
    db.session.commit()
    page = client.get(path).text
    assert "There is an account with this address" in page
    assert 'type="password"' not in page
    assert client.post(path, data=TYPED).status_code == 409
    signing_in = re.search(r'href="(/login\?[^"]+)"', page)[1]
    answer = client.post(signing_in, data={"email": "new@example.com", "password": PASSWORD})
    assert answer.headers["Location"] == path
    assert "Accept as Nell" in client.get(path).text
    assert client.post(path).status_code == 302
    assert {role.name for role in person_at(db).roles} == {"reader", "author"}


def test_who_is_signed_in_as_somebody_else_signs_out_first(client, db, asked, owner):
    path = asked()
    sign_in(client, owner)
    assert "You are signed in as Olive" in client.get(path).text
    assert client.post(path, data=TYPED).status_code == 409
    assert person_at(db) is None


def test_a_second_factor_is_asked_for_where_there_is_one(client, db, asked):
    path = asked()
    AppFactory(user_id=UserFactory(email="new@example.com").id, secret="x")
    db.session.commit()
    client.post("/login", data={"email": "new@example.com", "password": PASSWORD})
    assert client.post(path).status_code == 409
    assert {role.name for role in person_at(db).roles} == {"reader"}


def test_who_claims_an_author_finds_their_name_typed_already(client, db, asked, imported):
    post = PostFactory(author=imported)
    path = asked(claims=imported)
    page = client.get(path).text
    assert 'value="Jane Doe"' in page
    assert 'value="jane"' in page
    client.post(path, data={**TYPED, "name": "Jane Doe", "handle": "jane"})
    assert "new@example.com" not in client.get("/authors/jane").text
    assert client.get(f"/admin/posts/edit/?id={post.id}").status_code == 200


def test_who_has_an_account_is_united_with_the_author(client, db, asked, imported):
    post_id = PostFactory(author=imported).id
    wren = UserFactory(handle="wren", role="reader")
    path = asked(email=wren.email, claims=imported)
    sign_in(client, wren)
    assert "Jane Doe" in client.get(path).text
    assert client.post(path).status_code == 302
    db.session.expire_all()
    assert db.session.get(Post, post_id).author_id == wren.id
    assert client.get("/authors/jane").headers["Location"] == "/authors/wren"


def test_the_page_costs_the_same_however_many_are_invited(client, db, asked, owner, count_queries):
    path = asked()
    client.get(path)
    count_queries.clear()
    client.get(path)
    before = len(count_queries)
    for number in range(20):
        invite(f"other{number}@example.com", [role_named("author")], by=owner)
    db.session.commit()
    count_queries.clear()
    client.get(path)
    assert len(count_queries) == before
