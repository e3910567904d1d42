"""Passkeys: added in the account, used as the second factor and as the only one."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from cms.engines.relying_party import home, rp_id
from cms.models import Event, Passkey, User
from tests.accounts.factors.conftest import add_passkey, is_in, password, second
from tests.authenticators import Device
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory


def challenge(client: Any, purpose: str = "first") -> dict[str, Any]:
    answer = client.post("/login/passkey/challenge", data={"purpose": purpose})
    assert answer.status_code == 200
    return dict(answer.get_json())


def way(db: Any) -> list[str]:
    """How the last sign-in came about, as the log has it."""
    signed_in = select(Event.after).where(Event.verb == "user.sign_in").order_by(Event.id.desc())
    return list(db.session.scalars(signed_in.limit(1)).one()["way"])


def enter(client: Any, credential: str, **more: str) -> Any:
    return client.post("/login/passkey", data={"credential": credential, **more})


def test_a_passkey_is_added_and_brings_the_recovery_codes(client: Any, db: Any, mails: Any) -> None:
    user, device = UserFactory(), Device()
    db.session.commit()
    sign_in(client, user)
    answer = add_passkey(client, device)
    assert answer.status_code == 200
    assert answer.text.count("<code") == 10
    assert is_in(client)
    passkey = db.session.scalars(select(Passkey)).one()
    assert (passkey.user_id, passkey.name, passkey.transports) == (user.id, "Phone", "internal")
    assert mails()[0].subject == "Masthead: how you sign in was changed"
    assert "“Phone”" in mails()[0].body
    assert db.session.scalars(select(Event.verb)).all() == ["user.add_passkey"]


def test_a_second_passkey_shows_no_codes_and_the_first_device_refuses_another(
    client: Any, db: Any, holder: Any
) -> None:
    user, device = holder
    sign_in(client, user)
    options = client.post("/account/security/passkeys/challenge", data={"password": PASSWORD}).get_json()
    assert [one["id"] for one in options["excludeCredentials"]] == list(device.keys)
    assert options["user"]["id"] == next(iter(device.handles.values()))
    assert add_passkey(client, Device()).location == "/account/security"


def test_a_passkey_is_the_second_factor(client: Any, db: Any, holder: Any) -> None:
    user, device = holder
    assert password(client, user).location == "/login/second"
    options = challenge(client, "second")
    assert [one["id"] for one in options["allowCredentials"]] == list(device.keys)
    assert second(client, credential=device.get(options)).location == "/account/start"
    assert is_in(client)
    assert way(db) == ["password", "passkey"]


def test_a_passkey_alone_signs_in(client: Any, db: Any, holder: Any) -> None:
    _user, device = holder
    options = challenge(client)
    assert options["userVerification"] == "required"
    assert options["allowCredentials"] == []
    assert enter(client, device.get(options), next="/admin/posts/").location == "/admin/posts/"
    assert is_in(client)
    passkey = db.session.scalars(select(Passkey)).one()
    assert passkey.sign_count == device.count
    assert passkey.used_at is not None


def test_alone_the_device_must_have_asked_who_holds_it(client: Any, db: Any, holder: Any) -> None:
    user, device = holder
    device.verifies = False
    assert enter(client, device.get(challenge(client))).location == "/login"
    assert not is_in(client)
    password(client, user)
    assert second(client, credential=device.get(challenge(client, "second"))).status_code == 302
    assert is_in(client)


def test_an_answer_counts_once(app: Any, db: Any, holder: Any) -> None:
    _user, device = holder
    device.counts = False
    client = app.test_client()
    answer = device.get(challenge(client))
    stale = client.get_cookie("session").value
    assert enter(client, answer).location == "/account/start"
    client.set_cookie("session", stale)
    assert enter(client, answer).location == "/login"


def test_an_answer_counts_in_its_browser_alone(app: Any, db: Any, holder: Any) -> None:
    _user, device = holder
    answer = device.get(challenge(app.test_client()))
    thief = app.test_client()
    challenge(thief)
    assert enter(thief, answer).location == "/login"


def test_a_challenge_for_one_use_is_of_no_use_for_another(app: Any, db: Any, holder: Any) -> None:
    user, device = holder
    client = app.test_client()
    password(client, user)
    assert enter(client, device.get(challenge(client, "second"))).location == "/login"
    assert second(client, credential=device.get(challenge(client))).status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize("origin", ["http://localhost:81", "https://localhost", "http://evil.example"])
def test_an_answer_from_another_site_is_none(client: Any, db: Any, holder: Any, origin: str) -> None:
    _user, device = holder
    device.origin = origin
    assert enter(client, device.get(challenge(client))).location == "/login"


def test_a_passkey_that_counts_backwards_is_refused(client: Any, db: Any, holder: Any) -> None:
    _user, device = holder
    assert enter(client, device.get(challenge(client))).location == "/account/start"
    client.post("/logout")
    device.count -= 1
    assert enter(client, device.get(challenge(client))).location == "/login"


def test_a_passkey_with_a_foreign_handle_is_refused(client: Any, db: Any, holder: Any) -> None:
    _user, device = holder
    assert enter(client, device.get(challenge(client), userHandle="bm9ib2R5")).location == "/login"


def test_a_passkey_of_another_person_is_no_second_factor(client: Any, db: Any, holder: Any) -> None:
    _user, device = holder
    other, mine = UserFactory(), Device()
    db.session.commit()
    add_passkey(sign_in(client.application.test_client(), other), mine)
    password(client, other)
    options = {**challenge(client, "second"), "allowCredentials": []}
    assert second(client, credential=device.get(options)).status_code == 422


@pytest.mark.parametrize("state", [{"active": False}, {"confirmed_at": None}])
def test_a_passkey_opens_no_account_that_is_closed(
    client: Any, db: Any, holder: Any, state: dict[str, Any]
) -> None:
    user, device = holder
    person = db.session.get(User, user.id)
    for name, value in state.items():
        setattr(person, name, value)
    db.session.commit()
    assert enter(client, device.get(challenge(client))).location == "/login"


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "x",
        "[]",
        "3",
        "null",
        "{}",
        '{"id": 1}',
        '{"id": "x", "response": []}',
        "[" * 50_000,
        '{"id": "a\\u0000b", "response": {}}',
    ]
    + [
        json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": text}})
        for text in ("", "e30", "bnVsbA", "eyJjaGFsbGVuZ2UiOiAzfQ", "\ud800", "=", "ä")
    ],
)
def test_strange_answers_are_refused_with_a_sentence(client: Any, db: Any, answer: str) -> None:
    user = UserFactory()
    db.session.commit()
    assert enter(client, answer).location == "/login"
    sign_in(client, user)
    form = {"password": PASSWORD, "credential": answer}
    assert client.post("/account/security/passkeys", data=form).status_code == 409


@pytest.mark.parametrize("part", ["attestationObject", "clientDataJSON"])
def test_a_spoilt_answer_adds_nothing(client: Any, db: Any, part: str) -> None:
    user = UserFactory()
    db.session.commit()
    sign_in(client, user)
    options = client.post("/account/security/passkeys/challenge", data={"password": PASSWORD}).get_json()
    answer = json.loads(Device().create(options))
    answer["response"][part] = answer["response"][part][:-9]
    form = {"password": PASSWORD, "credential": json.dumps(answer), "name": "Kept"}
    page = client.post("/account/security/passkeys", data=form)
    assert page.status_code == 409
    assert 'value="Kept"' in page.text
    assert db.session.scalar(select(Passkey.id)) is None


def test_a_passkey_somebody_has_is_not_taken_twice(client: Any, db: Any) -> None:
    user, device = UserFactory(), Device()
    db.session.commit()
    sign_in(client, user)
    options = client.post("/account/security/passkeys/challenge", data={"password": PASSWORD}).get_json()
    form = {"password": PASSWORD, "credential": device.create(options)}
    assert client.post("/account/security/passkeys", data=form).status_code == 200
    again = client.post("/account/security/passkeys", data=form)
    assert again.status_code == 409


def test_a_challenge_asks_nothing_of_the_database(client: Any, db: Any, count_queries: list[str]) -> None:
    challenge(client)
    count_queries.clear()
    challenge(client)
    assert count_queries == []


def test_without_a_sign_in_that_waits_there_is_no_challenge_for_it(client: Any, db: Any) -> None:
    assert client.post("/login/passkey/challenge", data={"purpose": "second"}).status_code == 401


def test_numbers_are_no_name_for_passkeys(client: Any, db: Any) -> None:
    assert "data-passkey" in client.get("/login").text
    assert "data-passkey" not in client.get("/login", headers={"Host": "127.0.0.1"}).text


def test_elsewhere_the_page_says_where_passkeys_work(
    app: Any, client: Any, db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SITE_URL", "https://news.example")
    sign_in(client, UserFactory())
    page = client.get("/account/security").text
    assert 'href="https://news.example/account/security"' in page
    assert "data-passkey" not in page


@pytest.mark.parametrize(
    ("site", "name", "origin"),
    [
        ("https://news.example", "news.example", "https://news.example"),
        ("https://News.example:443", "news.example", "https://news.example"),
        ("https://news.example:8443", "news.example", "https://news.example:8443"),
        ("http://127.0.0.1:8000", "localhost", "http://localhost:8000"),
        ("http://[::1]:8000", "localhost", "http://localhost:8000"),
        ("http://localhost", "localhost", "http://localhost"),
    ],
)
def test_passkeys_are_bound_to_the_sites_own_name(
    app: Any, db: Any, monkeypatch: pytest.MonkeyPatch, site: str, name: str, origin: str
) -> None:
    monkeypatch.setitem(app.config, "SITE_URL", site)
    assert (rp_id(), home()) == (name, origin)
