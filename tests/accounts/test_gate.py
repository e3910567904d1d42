"""What stands before the forms: hosts, ways back, strange JSON, closed registration, expired pages."""

from typing import Any

import pytest
from sqlalchemy import select

from cms.accounts.gate import is_local
from cms.engines.settings import forget
from cms.models import Setting, User
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory

NEW = "a rather long password"
FORM = {"email": "ada@example.com", "name": "", "password": NEW, "password_confirm": NEW}
UNUSED = (
    "/verify",
    "/tf-setup",
    "/tf-validate",
    "/tf-rescue",
    "/tf-select",
    "/us-signin",
    "/us-setup",
    "/us-verify",
    "/wan-register",
    "/wan-signin",
    "/wan-delete",
    "/mf-recovery",
    "/mf-recovery-codes",
    "/recover-username",
    "/change-username",
    "/refresh-token",
    "/login/oauthstart/github",
    "/fs-static/css/base.css",
)
FOREIGN = (
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "http://[",
    "//a:b",
    " //evil.example",
    "security.logout",
)


@pytest.mark.parametrize("path", UNUSED)
def test_pages_we_do_not_use_are_not_there(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("target", FOREIGN)
def test_signing_in_never_leads_to_another_site(client: Any, db: Any, target: str) -> None:
    user = UserFactory()
    assert not is_local(target)
    answer = client.post(
        "/login",
        query_string={"next": target},
        data={"email": user.email, "password": PASSWORD, "next": target},
    )
    assert answer.location == "/account/start"


def test_signing_in_leads_back_to_the_page_asked_for(client: Any, db: Any) -> None:
    user = UserFactory()
    to_sign_in = client.get("/account?tab=1").location
    assert to_sign_in == "/login?next=/account?tab%3D1"
    assert 'name="next" value="/account?tab=1"' in client.get(to_sign_in).text
    form = {"email": user.email, "password": PASSWORD, "next": "/account?tab=1"}
    assert client.post("/login", data=form).location == "/account?tab=1"


def test_visitors_get_401_in_json(client: Any) -> None:
    answer = client.get("/account", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.get_json()["error"]["message"] == "Sign in to see this page."


@pytest.mark.parametrize("path", ["/login", "/register", "/reset", "/confirm"])
@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "3",
        "null",
        "{",
        '{"email": {"a": 1}}',
        '{"email": ["a@example.com"]}',
        '{"email": "a@example.com", "password": "\\ud800 and nine more"}',
        '{"email": "a@example.com", "password": "\\u0000 and nine more"}',
        '{"email": "a@example.com", "next": {"x": 1}}',
        '{"email": "a@example.com", "remember": {"x": 1}}',
        '{"email": 7}',
        "{}",
    ],
)
def test_strange_json_is_refused_with_a_sentence(client: Any, db: Any, path: str, body: str) -> None:
    answer = client.post(path, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.is_json


@pytest.mark.parametrize("path", ["/login", "/register", "/reset", "/confirm"])
def test_unstorable_characters_are_no_mistake_of_ours(client: Any, db: Any, path: str) -> None:
    form = {**FORM, "email": "a\x00b@example.com", "name": "\x00", "password": "\x00" * 12}
    assert client.post(path, data=form).status_code in (200, 302)
    assert db.session.scalar(select(User.id)) is None


def test_another_host_is_refused(client: Any, db: Any) -> None:
    for path in ("/login", "/reset"):
        answer = client.get(path, headers={"Host": "evil.example"})
        assert answer.status_code == 400
        assert "evil" not in answer.text


def test_no_link_in_a_mail_follows_the_host_of_the_request(app: Any, db: Any, mails: Any) -> None:
    user, waiting = UserFactory(), UserFactory(confirmed_at=None)
    for path, form in (
        ("/reset", {"email": user.email}),
        ("/confirm", {"email": waiting.email}),
        ("/register", FORM),
        ("/register", {**FORM, "email": user.email}),
        ("/register", {**FORM, "email": waiting.email}),
    ):
        headers = {"Host": "127.0.0.1:81", "X-Forwarded-Host": "evil.example"}
        assert app.test_client().post(path, data=form, headers=headers).status_code in (200, 302)
    sent = mails()
    assert len(sent) == 5
    for mail in sent:
        assert "http://localhost/" in mail.body
        assert "evil" not in mail.body + mail.html
        assert "127.0.0.1" not in mail.body + mail.html


@pytest.fixture
def closed(db: Any) -> None:
    db.session.add(Setting(name="registration_open", value=False))
    db.session.commit()
    forget()


@pytest.mark.usefixtures("closed")
def test_a_closed_registration_says_so_and_takes_nobody(client: Any, db: Any) -> None:
    for answer in (client.get("/register"), client.post("/register", data=FORM)):
        assert answer.status_code == 403
        assert "takes no new accounts" in answer.text
    answer = client.post("/register", json=FORM)
    assert answer.status_code == 403
    assert "takes no new accounts" in answer.get_json()["error"]["message"]
    assert db.session.scalar(select(User.id)) is None
    assert "/register" not in client.get("/login").text


@pytest.mark.usefixtures("csrf")
@pytest.mark.parametrize("path", ["/login", "/register", "/reset", "/confirm"])
def test_an_expired_page_keeps_what_was_typed(client: Any, db: Any, path: str) -> None:
    answer = client.post(path, data={**FORM, "name": "Ada", "csrf_token": "old"})
    assert answer.status_code == 400
    assert "open for too long" in answer.text
    assert "ada@example.com" in answer.text
    assert NEW not in answer.text
    token = answer.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert client.post(path, data={**FORM, "csrf_token": token}).status_code in (200, 302)


@pytest.mark.usefixtures("csrf")
def test_an_expired_profile_keeps_what_was_typed(client: Any, db: Any) -> None:
    sign_in(client, UserFactory())
    answer = client.post(
        "/account", data={"name": "Somebody else", "handle": "somebody", "csrf_token": "old"}
    )
    assert answer.status_code == 400
    assert "open for too long" in answer.text
    assert 'value="Somebody else"' in answer.text


@pytest.mark.usefixtures("csrf")
def test_without_a_token_nothing_is_carried_out(client: Any, db: Any) -> None:
    user = UserFactory()
    assert client.post("/login", json={"email": user.email, "password": PASSWORD}).status_code == 400
    sign_in(client, user)
    for path in (
        "/logout",
        "/change",
        "/change-email",
        "/account",
        "/confirm/x",
        "/reset/x",
        "/change-email/x",
    ):
        assert client.post(path).status_code == 400
    assert client.get("/account").status_code == 200


def test_two_registrations_at_once_hear_the_same(
    client: Any, db: Any, monkeypatch: pytest.MonkeyPatch, mails: Any
) -> None:
    """The second one is past the look at the address when the first one is committed."""
    first = client.post("/register", data=FORM)
    store = client.application.extensions["security"].datastore
    monkeypatch.setattr(store, "find_user", lambda **_wanted: None)
    second = client.post("/register", data=FORM)
    assert (second.status_code, second.location) == (first.status_code, first.location)
    second = client.post("/register", json=FORM)
    assert (second.status_code, set(second.get_json()["response"])) == (200, {"csrf_token"})
    assert db.session.query(User).count() == 1
    assert len(mails()) == 1


def test_nobody_signs_in_by_a_token(client: Any, db: Any) -> None:
    user = UserFactory()
    answer = client.post("/login?include_auth_token", json={"email": user.email, "password": PASSWORD})
    assert "authentication_token" not in answer.text
    token = user.get_auth_token()
    stranger = client.application.test_client()
    assert stranger.get("/account", headers={"Authentication-Token": token}).status_code == 302
    assert stranger.get("/account", query_string={"auth_token": token}).status_code == 302
