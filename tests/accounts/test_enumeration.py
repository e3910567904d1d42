"""No answer tells whether an address has an account: same status, same words, same shape."""

import json
import re
from typing import Any

import pytest

from cms.engines import outbox
from cms.models import Event, OutboxMessage, User
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory

UNKNOWN = "nobody@example.com"
KINDS = ("active", "unconfirmed", "inactive", "imported")
NEW = "a rather long password"
MORE_QUERIES = 3

FORMS = {
    "/login": {"password": "not the password"},
    "/reset": {},
    "/confirm": {},
    "/register": {"name": "", "password": NEW, "password_confirm": NEW},
}
# What a visitor may learn of a mistake must be the same as well.
FAULTY = {
    "/login": {"password": ""},
    "/register": {"password": "short", "password_confirm": "short"},
}


def known(kind: str) -> str:
    states: dict[str, dict[str, Any]] = {
        "active": {},
        "unconfirmed": {"confirmed_at": None},
        "inactive": {"active": False},
        "imported": {"active": False, "password": None, "confirmed_at": None, "role": "author"},
    }
    return str(UserFactory(**states[kind]).email)


def page(app: Any, path: str, email: str, fields: dict[str, str]) -> tuple[int, str | None, str]:
    """Status, redirect and words of the answer, with the page it leads to, the address itself blanked."""
    client = app.test_client()
    answer = client.post(path, data={"email": email, **fields})
    text = answer.text + (client.get(answer.location).text if answer.location else "")
    return (
        answer.status_code,
        answer.location,
        re.sub(r'name="csrf_token" value="[^"]*"', "", text).replace(email, "@"),
    )


def document(app: Any, path: str, email: str, fields: dict[str, str]) -> tuple[int, str]:
    answer = app.test_client().post(path, json={"email": email, **fields})
    body = answer.get_json()
    body.get("response", {}).pop("csrf_token", None)
    return answer.status_code, json.dumps(body, sort_keys=True).replace(email, "@")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", FORMS)
def test_forms_answer_known_and_unknown_addresses_alike(app: Any, db: Any, path: str, kind: str) -> None:
    assert page(app, path, known(kind), FORMS[path]) == page(app, path, UNKNOWN, FORMS[path])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", FORMS)
def test_json_answers_known_and_unknown_addresses_alike(app: Any, db: Any, path: str, kind: str) -> None:
    assert document(app, path, known(kind), FORMS[path]) == document(app, path, UNKNOWN, FORMS[path])


@pytest.mark.parametrize("path", FAULTY)
def test_mistakes_are_told_alike_for_known_and_unknown_addresses(app: Any, db: Any, path: str) -> None:
    assert page(app, path, known("active"), FAULTY[path]) == page(app, path, UNKNOWN, FAULTY[path])
    assert document(app, path, known("active"), FAULTY[path]) == document(
        app, path, "none@example.com", FAULTY[path]
    )


def test_a_wrong_state_is_not_told_even_with_the_right_password(app: Any, db: Any) -> None:
    wrong = page(app, "/login", UNKNOWN, {"password": PASSWORD})
    for kind in ("unconfirmed", "inactive"):
        assert page(app, "/login", known(kind), {"password": PASSWORD}) == wrong


def test_a_second_registration_is_told_to_the_mailbox_alone(app: Any, db: Any, mails: Any) -> None:
    email = known("active")
    page(app, "/register", email, FORMS["/register"])
    (mail,) = mails()
    assert mail.recipients == [email]
    assert mail.subject == "Masthead: you have an account already"
    assert "http://localhost/login" in mail.body
    assert db.session.query(User).count() == 1


def test_imported_authors_get_no_link_that_opens_the_account(app: Any, db: Any, mails: Any) -> None:
    email = known("imported")
    for path in ("/reset", "/confirm", "/register"):
        page(app, path, email, FORMS[path])
    (mail,) = mails()
    assert "is not active" in mail.body
    assert "/reset" not in mail.body
    assert "/confirm" not in mail.body


def test_a_reset_link_is_of_no_use_once_the_account_is_closed(client: Any, db: Any, last_link: Any) -> None:
    user = UserFactory()
    client.post("/reset", data={"email": user.email})
    link, before = last_link(), user.password
    user.active = False
    db.session.commit()
    answer = client.post(link, data={"password": NEW, "password_confirm": NEW})
    assert answer.status_code == 200
    db.session.refresh(user)
    assert user.password == before


def test_changing_ones_address_tells_nothing_about_others(app: Any, db: Any, mails: Any) -> None:
    taken = known("active")
    client = sign_in(app.test_client(), UserFactory())
    answers = [
        client.post("/change-email", data={"email": email, "password": PASSWORD}).text.replace(email, "@")
        for email in (taken, UNKNOWN)
    ]
    answers = [re.sub(r'name="csrf_token" value="[^"]*"', "", text) for text in answers]
    assert answers[0] == answers[1]
    assert [mail.recipients for mail in mails()] == [[UNKNOWN]]


def test_the_log_keeps_no_address_without_an_account(app: Any, db: Any) -> None:
    for path in ("/login", "/reset", "/confirm"):
        page(app, path, UNKNOWN, FORMS[path])
    events = db.session.query(Event).order_by(Event.id).all()
    assert [event.verb for event in events] == [
        "user.sign_in_failed",
        "user.ask_reset",
        "user.ask_confirmation",
    ]
    assert len({event.after["address"] for event in events}) == 1
    assert all("nobody" not in f"{vars(event)}" for event in events)
    letters = db.session.query(OutboxMessage).all()
    assert {letter.recipient for letter in letters} == {outbox.NOBODY}
    assert all(UNKNOWN not in letter.text + letter.html for letter in letters)


@pytest.mark.parametrize("path", ["/reset", "/confirm"])
def test_what_is_no_address_is_said_so(client: Any, db: Any, path: str) -> None:
    assert "This is not an e-mail address" in client.post(path, data={"email": "not an address"}).text
    assert "Type your e-mail address" in client.post(path, data={"email": ""}).text
    answer = client.post(path, json={"email": "not an address"})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", FORMS)
def test_known_and_unknown_addresses_cost_the_same_number_of_hashes(
    app: Any, db: Any, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent = []
    for address in (known("active"), UNKNOWN):
        hashing = Counting(app.extensions["security"].pwd_context)
        with monkeypatch.context() as patch:
            patch.setattr(app.extensions["security"], "pwd_context", hashing)
            app.test_client().post(path, data={"email": address, **FORMS[path]})
        spent.append(hashing.slow)
    assert spent[0] == spent[1]


@pytest.mark.parametrize("path", ["/reset", "/confirm"])
def test_known_and_unknown_addresses_cost_about_the_same_queries_and_as_many_letters(
    app: Any, db: Any, path: str, count_queries: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    whole = app.jinja_env.get_or_select_template

    def noted(name: Any, *args: Any, **kwargs: Any) -> Any:
        rendered.append(str(name))
        return whole(name, *args, **kwargs)

    monkeypatch.setattr(app.jinja_env, "get_or_select_template", noted)
    costs = []
    for address in (known("unconfirmed" if path == "/confirm" else "active"), UNKNOWN):
        count_queries.clear()
        rendered.clear()
        app.test_client().post(path, data={"email": address, **FORMS[path]})
        costs.append((sorted(name for name in rendered if "mail/" in name), len(count_queries)))
    (letters, queries), (decoys, decoy_queries) = costs
    assert letters == decoys != []
    assert abs(queries - decoy_queries) <= MORE_QUERIES  # the mail's own row, and the roles of a person


def test_a_wrong_password_costs_the_same_queries_whether_the_address_is_known_or_not(
    app: Any, db: Any, count_queries: list[str]
) -> None:
    costs = []
    for address in (known("active"), UNKNOWN):
        count_queries.clear()
        app.test_client().post("/login", data={"email": address, **FORMS["/login"]})
        costs.append(len(count_queries))
    assert costs[0] == costs[1]


class Counting:
    """A context of hashes that counts the slow ones."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.slow = 0

    def __getattr__(self, name: str) -> Any:
        self.slow += name in ("hash", "verify")
        return getattr(self.context, name)
