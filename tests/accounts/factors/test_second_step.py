"""After the password: the second factor, on one page, in whatever way."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import session
from flask_login import current_user, login_user
from sqlalchemy import select

from cms.accounts.factors.halfway import SecondFactorNeeded
from cms.actions.factors.codes import first_codes
from cms.actions.factors.pending import LIFETIME, MOST_TRIES
from cms.models import Event, PendingSignIn, User, now
from tests.accounts.factors.conftest import is_in, password, second
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory, with_app


def verbs(db: Any) -> list[str]:
    return list(db.session.scalars(select(Event.verb).order_by(Event.id)))


def test_the_password_alone_opens_nothing(client: Any, db: Any, armed: Any) -> None:
    user, app = armed
    assert password(client, user).location == "/login/second"
    assert not is_in(client)
    page = client.get("/login/second").text
    assert "Code of the app" in page
    assert user.email not in page
    assert verbs(db) == []
    assert second(client, code=app.code()).location == "/account/start"
    assert is_in(client)
    assert verbs(db) == ["user.sign_in"]
    assert db.session.scalar(select(Event.after))["way"] == ["password", "app"]
    assert db.session.scalar(select(PendingSignIn.id)) is None


def test_who_has_no_second_factor_is_not_asked_for_one(client: Any, db: Any) -> None:
    assert password(client, UserFactory()).location == "/account/start"
    assert is_in(client)


def test_the_way_back_and_the_wish_to_stay_survive_the_second_step(client: Any, db: Any, armed: Any) -> None:
    user, app = armed
    password(client, user, next="/admin/posts/", remember="y")
    assert second(client, code=app.code()).location == "/admin/posts/"
    assert is_in(client)
    assert client.get_cookie("session").expires


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_second_step_leads_to_no_other_site(client: Any, db: Any, armed: Any, target: str) -> None:
    user, app = armed
    password(client, user, next=target)
    assert second(client, code=app.code()).location == "/account/start"


def test_a_code_opens_once(app: Any, db: Any, armed: Any) -> None:
    user, authenticator = armed
    here, there = app.test_client(), app.test_client()
    code = authenticator.code()
    for client in (here, there):
        password(client, user)
    assert second(here, code=code).status_code == 302
    assert second(there, code=code).status_code == 422
    assert not is_in(there)


def test_a_wrong_code_is_told_beside_the_field(client: Any, db: Any, armed: Any) -> None:
    user, _app = armed
    password(client, user)
    answer = second(client, code="000 000")
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "not the present code" in answer.text
    assert verbs(db) == ["user.second_factor_failed"]


def test_after_five_wrong_codes_the_password_is_asked_for_again(app: Any, db: Any, armed: Any) -> None:
    user, authenticator = armed
    client = app.test_client()
    password(client, user)
    stale = client.get_cookie("session").value  # a cookie kept from before doesn't give the tries back
    for left in reversed(range(MOST_TRIES)):
        answer = second(client, code="000000")
        assert answer.status_code == (422 if left else 302)
        client.set_cookie("session", stale)
    with time_machine.travel(now() + timedelta(seconds=16)):  # after the wait that five tries cost
        assert second(client, code=authenticator.code()).location == "/login"
    assert not is_in(client)


def test_the_second_step_waits_ten_minutes(client: Any, db: Any, armed: Any) -> None:
    user, app = armed
    password(client, user)
    with time_machine.travel(now() + LIFETIME + timedelta(seconds=1)):
        assert second(client, code=app.code()).location == "/login"


def test_what_waits_ends_with_a_new_password(client: Any, db: Any, armed: Any) -> None:
    user, app = armed
    password(client, user)
    user.fs_uniquifier = "another"
    db.session.commit()
    assert second(client, code=app.code()).location == "/login"
    assert not is_in(client)


def test_what_waits_ends_when_the_account_is_closed(client: Any, db: Any, armed: Any) -> None:
    user, app = armed
    password(client, user)
    user.active = False
    db.session.commit()
    assert second(client, code=app.code()).location == "/login"


def test_without_the_password_there_is_no_second_step(client: Any, db: Any) -> None:
    for answer in (client.get("/login/second"), second(client, code="123456")):
        assert answer.location == "/login"


def test_one_persons_code_opens_no_other_account(client: Any, db: Any, armed: Any) -> None:
    _user, app = armed
    other = UserFactory()
    with_app(other)
    db.session.commit()
    password(client, other)
    assert second(client, code=app.code()).status_code == 422


def test_a_recovery_code_opens_once_and_the_person_hears_of_it(
    app: Any, db: Any, armed: Any, mails: Any
) -> None:
    user, _authenticator = armed
    codes = first_codes(user)
    db.session.commit()
    typed = codes[0].lower().replace("-", " ")
    for expected in (302, 422):
        client = app.test_client()
        password(client, user)
        assert second(client, recovery_code=typed).status_code == expected
        assert is_in(client) is (expected == 302)
    (mail,) = mails()
    assert mail.recipients == [user.email]
    assert mail.subject == "Masthead: a recovery code was used"
    event = db.session.scalars(select(Event).where(Event.verb == "user.use_recovery_code")).one()
    assert event.after == {"left": 9}


def test_json_is_told_that_more_is_needed_and_is_not_signed_in(client: Any, db: Any, armed: Any) -> None:
    user, app = armed
    answer = client.post("/login", json={"email": user.email, "password": PASSWORD, "remember": True})
    assert answer.status_code == 401
    assert answer.get_json()["response"]["second_factor"] == "/login/second"
    assert not client.get_cookie("remember_token")
    assert not is_in(client)
    assert client.post("/login/second", json={"code": "000000"}).status_code == 422
    assert not is_in(client)
    assert client.post("/login/second", json={"code": app.code()}).status_code == 200
    assert is_in(client)


@pytest.mark.parametrize("flag", ["SECURITY_AUTO_LOGIN_AFTER_RESET"])
def test_a_reset_password_signs_nobody_in_past_the_second_factor(
    app: Any, db: Any, armed: Any, last_link: Any, monkeypatch: pytest.MonkeyPatch, flag: str
) -> None:
    user, _authenticator = armed
    monkeypatch.setitem(app.config, flag, True)
    client = app.test_client()
    client.post("/reset", data={"email": user.email})
    new = "another rather long password"
    answer = client.post(last_link(), data={"password": new, "password_confirm": new})
    assert answer.location == "/login/second"
    assert not is_in(client)
    answer = client.post("/login", data={"email": user.email, "password": new})
    assert answer.location == "/login/second"


def test_a_confirmed_address_signs_nobody_in_past_the_second_factor(
    app: Any, db: Any, last_link: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = UserFactory(confirmed_at=None)
    with_app(user)
    db.session.commit()
    monkeypatch.setitem(app.config, "SECURITY_AUTO_LOGIN_AFTER_CONFIRM", True)
    client = app.test_client()
    client.post("/confirm", data={"email": user.email})
    assert client.post(last_link()).location == "/login/second"
    assert not is_in(client)


def test_a_changed_address_signs_nobody_in(app: Any, db: Any, armed: Any, last_link: Any) -> None:
    user, _authenticator = armed
    sign_in(app.test_client(), user).post(
        "/change-email", data={"email": "new@example.com", "password": PASSWORD}
    )
    stranger = app.test_client()
    stranger.post(last_link())
    assert not is_in(stranger)


def test_a_changed_password_keeps_who_is_signed_in_already(app: Any, db: Any, armed: Any) -> None:
    user, _authenticator = armed
    client = sign_in(app.test_client(), user)
    new = "another rather long password"
    form = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    assert client.post("/change", data=form).location == "/account"
    assert is_in(client)


def test_whoever_calls_flask_logins_own_login_is_stopped_too(app: Any, db: Any, armed: Any) -> None:
    user, _authenticator = armed
    with app.test_request_context("/somewhere"):
        person = db.session.get(User, user.id)
        with pytest.raises(SecondFactorNeeded):
            login_user(person, remember=True)
        assert not current_user.is_authenticated
        assert set(session) == {"pending_sign_in"}


@pytest.mark.usefixtures("csrf")
def test_the_second_step_wants_a_token_of_its_form(client: Any, db: Any, armed: Any) -> None:
    for path in ("/login/second", "/login/passkey", "/login/passkey/challenge"):
        assert client.post(path, data={"code": "1"}).status_code == 400
