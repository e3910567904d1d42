"""The page of the own account where second factors are set up and removed."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from cms.engines.reading.factors import count_codes, factors_of
from cms.models import AuthenticatorApp, Event, Passkey, User, now
from tests.accounts.factors.conftest import is_in, password, second
from tests.accounts.test_pages import looked_at
from tests.authenticators import App
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory, with_app

PAGE = "/account/security"
PROOF = {"password": PASSWORD}


@pytest.fixture
def user(db: Any) -> User:
    user: User = UserFactory()
    db.session.commit()
    return user


@pytest.fixture
def client(client: Any, user: User) -> Any:
    return sign_in(client, user)


@pytest.fixture
def standing_clock() -> Iterator[None]:
    """No code runs out, however slow the machine is."""
    with time_machine.travel(now(), tick=False):
        yield


def set_up(client: Any, **fields: str) -> tuple[Any, App]:
    """Go the whole way to an app; the last answer and the app."""
    begun = client.post(f"{PAGE}/apps", data={**PROOF, "name": "Phone", **fields})
    page = client.get(begun.location).text
    app = App(re.search(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page)[1].replace(" ", ""))  # type: ignore[index]
    return client.post(begun.location, data={"code": app.code()}), app


@pytest.mark.usefixtures("standing_clock")
def test_set_an_app_up_and_sign_in_with_it(client: Any, db: Any, user: User, mails: Any) -> None:
    answer, app = set_up(client)
    codes = re.findall(r'<li><code dir="ltr">([0-9A-Z-]{14})</code>', looked_at(answer.text))
    assert len(set(codes)) == 10
    assert all(code in answer.text.partition("data:text/plain")[2] for code in codes)
    assert is_in(client)
    assert "recovery-codes.txt" in answer.text
    assert "An authenticator app was added" in mails()[0].body
    visitor = client.application.test_client()
    password(visitor, user)
    # Its first code is spent by setting it up.
    assert second(visitor, code=app.code()).status_code == 422
    assert second(visitor, code=app.code(ahead=1)).status_code == 302


def test_an_app_counts_only_once_its_first_code_was_right(client: Any, db: Any, user: User) -> None:
    begun = client.post(f"{PAGE}/apps", data=PROOF)
    wrong = client.post(begun.location, data={"code": "000000"})
    assert wrong.status_code == 422
    assert "clock" in looked_at(wrong.text)
    db.session.expire_all()
    assert not user.has_factor
    assert password(client.application.test_client(), user).location == "/account/start"


def test_only_the_newest_app_waits_for_its_code(client: Any, db: Any) -> None:
    first = client.post(f"{PAGE}/apps", data=PROOF).location
    client.post(f"{PAGE}/apps", data=PROOF)
    assert db.session.query(AuthenticatorApp).count() == 1
    assert client.get(first).status_code in (200, 404)


def test_the_secret_is_sealed_and_shown_only_while_it_is_set_up(client: Any, db: Any, user: User) -> None:
    _answer, app = set_up(client)
    row = db.session.scalars(select(AuthenticatorApp)).one()
    assert app.secret not in row.secret
    assert client.get(f"{PAGE}/apps/{row.id}").location == PAGE
    assert app.secret not in client.get(PAGE).text


@pytest.mark.parametrize(("path", "at"), [("apps", "app"), ("codes", "codes"), ("passkeys", "passkey")])
@pytest.mark.parametrize("given", ["", "not the password"])
def test_every_change_asks_for_the_password_and_keeps_what_was_typed(
    client: Any, db: Any, user: User, path: str, at: str, given: str
) -> None:
    with_app(user)
    db.session.commit()
    answer = client.post(f"{PAGE}/{path}", data={"password": given, "name": "My <b>phone"})
    assert answer.status_code == 422
    page = looked_at(answer.text)
    assert f'id="{at}-password-error"' in page
    assert at == "codes" or 'value="My &lt;b&gt;phone"' in page
    assert db.session.scalar(select(Event.id)) is None


def test_other_devices_are_signed_out_by_every_change(client: Any, db: Any, user: User) -> None:
    other = sign_in(client.application.test_client(), user)
    set_up(client)
    assert is_in(client)
    assert not is_in(other)
    for path in (f"{PAGE}/codes", f"{PAGE}/apps/{db.session.scalar(select(AuthenticatorApp.id))}/removal"):
        db.session.expire_all()
        other = sign_in(client.application.test_client(), db.session.get(User, user.id))
        assert is_in(other)
        assert client.post(path, data=PROOF).status_code in (200, 302)
        assert is_in(client)
        assert not is_in(other)


def test_new_codes_take_the_place_of_the_old(client: Any, db: Any, user: User) -> None:
    _answer, app = set_up(client)
    page = client.post(f"{PAGE}/codes", data=PROOF).text
    first, again = (re.findall(r'<li><code dir="ltr">(.{14})</code>', text) for text in (_answer.text, page))
    assert not set(first) & set(again)
    visitor = client.application.test_client()
    password(visitor, user)
    assert second(visitor, recovery_code=first[0]).status_code == 422
    assert second(visitor, recovery_code=again[0]).status_code == 302
    assert "9 recovery codes are left" in client.get(PAGE).text or count_codes(user) == 9
    assert app


def test_codes_go_with_the_last_factor(client: Any, db: Any, user: User) -> None:
    set_up(client)
    row = db.session.scalars(select(AuthenticatorApp)).one()
    assert client.post(f"{PAGE}/apps/{row.id}/removal", data=PROOF).location == PAGE
    db.session.expire_all()
    assert (bool(factors_of(user)), count_codes(user)) == (False, 0)
    assert password(client.application.test_client(), user).location == "/account/start"


def test_the_last_factor_stays_while_a_role_asks_for_one(client: Any, db: Any, user: User) -> None:
    set_up(client)
    user.roles[0].factor_since = user.created_at
    db.session.commit()
    row = db.session.scalars(select(AuthenticatorApp)).one()
    answer = client.post(f"{PAGE}/apps/{row.id}/removal", data=PROOF)
    assert answer.status_code == 409
    assert "Set up another one first" in looked_at(answer.text)
    db.session.expire_all()
    assert user.has_factor
    assert count_codes(user) == 10


def test_codes_without_a_factor_are_not_made(client: Any, db: Any) -> None:
    answer = client.post(f"{PAGE}/codes", data=PROOF)
    assert answer.status_code == 409


def test_rename_and_remove_a_passkey(client: Any, db: Any, holder: Any, user: User) -> None:
    owner, _device = holder
    client = sign_in(client.application.test_client(), owner)
    row = db.session.scalars(select(Passkey)).one()
    path = f"{PAGE}/passkeys/{row.id}"
    assert client.post(f"{path}/name", data={"name": " "}).status_code == 422
    assert client.post(f"{path}/name", data={"name": "x" * 61}).status_code == 422
    assert client.post(f"{path}/name", data={"name": "Yubi"}).location == PAGE
    assert "Yubi" in looked_at(client.get(PAGE).text)
    assert client.post(f"{path}/removal", data={"password": "wrong"}).status_code == 422
    assert client.post(f"{path}/removal", data=PROOF).location == PAGE
    assert db.session.scalar(select(Passkey.id)) is None


def test_what_is_somebody_elses_is_not_there(client: Any, db: Any, holder: Any, armed: Any) -> None:
    app = db.session.scalars(select(AuthenticatorApp)).one()
    passkey = db.session.scalars(select(Passkey)).one()
    for path in (
        f"apps/{app.id}/removal",
        f"apps/{app.id}",
        f"passkeys/{passkey.id}/name",
        f"passkeys/{passkey.id}/removal",
        f"apps/{10**12}",
        f"passkeys/{10**12}/removal",
    ):
        assert client.post(f"{PAGE}/{path}", data={**PROOF, "code": "1", "name": "x"}).status_code == 404
    assert client.get(f"{PAGE}/apps/{app.id}").status_code == 404


def test_nobody_keeps_more_than_a_handful(client: Any, db: Any, user: User) -> None:
    for _ in range(5):
        with_app(user)
    db.session.commit()
    answer = client.post(f"{PAGE}/apps", data=PROOF)
    assert answer.status_code == 409
    assert "Remove one first" in looked_at(answer.text)


def test_the_page_asks_few_questions_of_the_database(
    client: Any, db: Any, user: User, count_queries: list[str]
) -> None:
    client.get(PAGE)
    count_queries.clear()
    client.get(PAGE)
    few = len(count_queries)
    for _ in range(4):
        with_app(user)
    db.session.commit()
    count_queries.clear()
    client.get(PAGE)
    assert len(count_queries) == few <= 8


def test_mails_about_factors_are_in_the_persons_language(
    client: Any, db: Any, user: User, mails: Any
) -> None:
    user.locale = "ar"
    db.session.commit()
    set_up(client)
    assert 'lang="ar" dir="rtl"' in str(mails()[0].html)
