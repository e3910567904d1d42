"""Whole ways through the account, by form and mail."""

from collections.abc import Callable
from typing import Any

from flask_security.utils import get_hmac
from sqlalchemy import select

from cms.models import Event, User
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory

NEW = "a rather long password"
Path = Callable[[], str]


def register(client: Any, email: str = "ada@example.com", **fields: str) -> Any:
    form = {"email": email, "name": "Ada Lovelace", "password": NEW, "password_confirm": NEW, **fields}
    return client.post("/register", data=form)


def enter(client: Any, email: str, password: str, **fields: str) -> Any:
    return client.post("/login", data={"email": email, "password": password, **fields})


def person(db: Any, email: str) -> User:
    db.session.expire_all()
    return db.session.scalars(select(User).where(User.email == email)).one()


def verbs(db: Any) -> list[str]:
    return list(db.session.scalars(select(Event.verb).order_by(Event.id)))


def test_register_confirm_and_sign_in(client: Any, db: Any, last_link: Path) -> None:
    answer = register(client, "Ada.Lovelace@Example.com")
    assert (answer.status_code, answer.location) == (302, "/login")
    user = person(db, "ada.lovelace@example.com")
    assert (user.handle, user.name, [role.name for role in user.roles]) == (
        "ada-lovelace",
        "Ada Lovelace",
        ["reader"],
    )
    assert enter(client, user.email, NEW).status_code == 200  # not confirmed yet

    link = last_link()
    assert b"Confirm my address" in client.get(link).data
    assert person(db, user.email).confirmed_at is None  # looking at the link is not enough
    assert client.post(link).location == "/login"
    assert person(db, user.email).confirmed_at is not None

    answer = enter(client, "ADA.Lovelace@example.com", NEW)
    assert (answer.status_code, answer.location) == (302, "/account/start")
    assert client.get("/account/start").location == "/"
    assert b"ada.lovelace@example.com" in client.get("/account").data
    assert verbs(db) == [
        "user.register",
        "user.sign_in_failed",
        "user.confirm",
        "user.sign_in",
    ]


def test_a_confirmation_link_works_once(client: Any, db: Any, last_link: Path) -> None:
    register(client)
    link = last_link()
    client.post(link)
    assert client.post(link).location == "/confirm"
    assert verbs(db).count("user.confirm") == 1


def test_a_confirmation_can_be_sent_again(client: Any, db: Any, mails: Any, last_link: Path) -> None:
    user = UserFactory(confirmed_at=None)
    assert client.post("/confirm", data={"email": user.email}).status_code == 200
    assert [mail.recipients for mail in mails()] == [[user.email]]
    client.post(last_link())
    assert person(db, user.email).confirmed_at is not None


def test_signing_out_needs_a_button(client: Any, db: Any) -> None:
    sign_in(client, UserFactory())
    assert b"<button" in client.get("/logout").data
    assert client.get("/account").status_code == 200
    assert client.post("/logout").location == "/"
    assert client.get("/account").location == "/login?next=/account"
    assert verbs(db) == ["user.sign_out"]


def test_reset_a_forgotten_password(client: Any, db: Any, last_link: Path, mails: Any) -> None:
    user = UserFactory()
    other_device = sign_in(client.application.test_client(), user)
    assert client.post("/reset", data={"email": user.email.upper()}).status_code == 200
    link = last_link()
    assert client.get(link).status_code == 200
    assert client.post(link, data={"password": NEW, "password_confirm": NEW}).location == "/login"
    assert enter(client, user.email, PASSWORD).status_code == 200
    assert enter(client, user.email, NEW).status_code == 302
    assert other_device.get("/account").status_code == 302
    assert client.get(link).location == "/reset"  # used up
    assert "user.reset_password" in verbs(db)
    assert "Masthead: your password was reset" in [mail.subject for mail in mails()]


def test_change_the_password(client: Any, db: Any, mails: Any) -> None:
    user = UserFactory()
    here = sign_in(client, user)
    elsewhere = sign_in(client.application.test_client(), user)
    form = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    assert here.post("/change", data={**form, "password": "wrong one"}).status_code == 200
    assert here.post("/change", data=form).location == "/account"
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    assert verbs(db) == ["user.change_password"]
    assert mails()[-1].subject == "Masthead: your password was changed"


def test_change_the_address(client: Any, db: Any, last_link: Path, mails: Any) -> None:
    user = UserFactory()
    old = user.email
    sign_in(client, user)
    form = {"email": "New@Example.com", "password": PASSWORD}
    assert b"not your password" in client.post("/change-email", data={**form, "password": "wrong"}).data
    assert not mails()
    client.post("/change-email", data=form)
    link = last_link()
    assert person(db, old)
    assert b"Use the new address" in client.get(link).data
    assert client.post(link).location == "/account"
    assert person(db, "new@example.com").id == user.id
    assert [mail.recipients for mail in mails()] == [["new@example.com"], [old]]
    assert verbs(db) == ["user.ask_new_address", "user.change_address"]


def test_ones_own_address_is_no_new_one(client: Any, db: Any, mails: Any) -> None:
    user = UserFactory()
    sign_in(client, user)
    answer = client.post("/change-email", data={"email": user.email, "password": PASSWORD})
    assert b"your address already" in answer.data
    assert not mails()


def test_a_hash_of_another_cost_is_renewed_at_sign_in(client: Any, db: Any) -> None:
    bcrypt = client.application.extensions["security"].pwd_context.handler("bcrypt")
    dearer = bcrypt.using(rounds=5).hash(get_hmac(PASSWORD).decode()[:72])
    user = UserFactory(password=dearer)
    assert enter(client, user.email, PASSWORD).status_code == 302
    assert person(db, user.email).password.startswith("$2b$04$")


def test_editors_land_in_the_back_office(client: Any, db: Any) -> None:
    user = UserFactory(role="editor")
    assert enter(client, user.email, PASSWORD).location == "/account/start"
    assert client.get("/account/start").location == "/admin/"
