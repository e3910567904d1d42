"""Every page and mail: reachable, in the right language and direction, without inline style or script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import url_for
from flask_mail import Message

from tests.accounts.test_flows import NEW, enter, register
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory

DIRECTIONS = {"en": "ltr", "de": "ltr", "es": "ltr", "ar": "rtl"}
FOR_VISITORS = (
    "/login",
    "/register",
    "/reset",
    "/confirm",
    "/logout",
    "/confirm/token",
    "/change-email/token",
)
FOR_MEMBERS = ("/account", "/change", "/change-email", "/logout")
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)


def looked_at(page: str) -> str:
    assert not INLINE.search(page)
    assert page.count("<h1") == 1
    assert page.count("<main") == 1
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    for labelled in re.findall(r'<(?:input|select|textarea) id="([^"]*)"', page):
        assert f'for="{labelled}"' in page
    for described in re.findall(r'aria-describedby="([^"]*)"', page):
        assert set(described.split()) <= set(ids)
    return page


@pytest.mark.parametrize("locale", DIRECTIONS)
@pytest.mark.parametrize("path", FOR_VISITORS)
def test_visitors_read_the_language_of_their_browser(client: Any, db: Any, path: str, locale: str) -> None:
    answer = client.get(path, headers={"Accept-Language": locale})
    assert answer.status_code == 200
    assert f'<html lang="{locale}" dir="{DIRECTIONS[locale]}">' in looked_at(answer.text)


@pytest.mark.parametrize("locale", DIRECTIONS)
@pytest.mark.parametrize("path", FOR_MEMBERS)
def test_members_read_the_language_of_their_profile(client: Any, db: Any, path: str, locale: str) -> None:
    sign_in(client, UserFactory(locale=locale))
    answer = client.get(path, headers={"Accept-Language": "es"})
    assert answer.status_code == 200
    assert f'<html lang="{locale}" dir="{DIRECTIONS[locale]}">' in looked_at(answer.text)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/login", ("username", "current-password")),
        ("/register", ("email", "name", "new-password")),
        ("/reset", ("email",)),
        ("/confirm", ("email",)),
    ],
)
def test_browsers_know_what_to_fill_in(client: Any, db: Any, path: str, fields: tuple[str, ...]) -> None:
    page = client.get(path).text
    assert all(f'autocomplete="{field}"' in page for field in fields)


def test_errors_stand_beside_their_fields(client: Any, db: Any) -> None:
    answer = client.post("/register", data={"email": "nothing", "name": "a@b", "password": "short"})
    page = looked_at(answer.text)
    for field in ("email", "name", "password", "password_confirm"):
        assert f'aria-describedby="{field}-error' in page
    assert "at least 10 characters" in page


def test_the_reset_page_shows_its_rule(client: Any, db: Any, last_link: Callable[[], str]) -> None:
    user = UserFactory()
    client.post("/reset", data={"email": user.email})
    assert "At least 10 characters" in looked_at(client.get(last_link()).text)


def every_mail(client: Any, last_link: Callable[[], str], locale: str) -> None:
    """Go through everything that mails somebody."""
    user = UserFactory(locale=locale, email="member@example.com")
    waiting = UserFactory(locale=locale, confirmed_at=None, active=True)
    closed = UserFactory(locale=locale, active=False)
    for person in (user, waiting, closed):
        register(client, person.email)
    register(client)
    client.post("/confirm", data={"email": waiting.email})
    client.post("/reset", data={"email": user.email})
    client.post(last_link(), data={"password": NEW, "password_confirm": NEW})
    enter(client, user.email, NEW)
    passwords = {"password": NEW, "new_password": PASSWORD, "new_password_confirm": PASSWORD}
    client.post("/change", data=passwords)
    client.post("/change-email", data={"email": "new@example.com", "password": PASSWORD})
    client.post(last_link())


@pytest.mark.parametrize("locale", DIRECTIONS)
def test_mails_are_in_their_recipients_language(
    app: Any, db: Any, mails: Callable[[], list[Message]], last_link: Callable[[], str], locale: str
) -> None:
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = locale  # all that is known of a person just registered
    every_mail(client, last_link, locale)
    sent = mails()
    assert len(sent) == 10
    for mail in sent:
        assert f'<html lang="{locale}" dir="{DIRECTIONS[locale]}">' in str(mail.html)
        assert not INLINE.search(str(mail.html))
        assert mail.subject.startswith("Masthead: ")
        assert re.findall(r"http\S+/\S*", mail.body)
        assert set(re.findall(r'href="([^"]*)"', str(mail.html))) == set(re.findall(r"http://\S+", mail.body))
        assert mail.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_the_profile_decides_over_the_browser_of_whoever_asks(
    client: Any, db: Any, mails: Callable[[], list[Message]]
) -> None:
    user = UserFactory(locale="ar")
    client.post("/reset", data={"email": user.email}, headers={"Accept-Language": "de"})
    assert 'lang="ar" dir="rtl"' in str(mails()[0].html)


def test_a_name_typed_by_a_stranger_is_in_no_mail(
    client: Any, db: Any, mails: Callable[[], list[Message]]
) -> None:
    register(client, name="Win a prize at spam dot example")
    assert "prize" not in mails()[0].body + str(mails()[0].html)


def test_files_know_nobody(client: Any, db: Any, count_queries: list[str]) -> None:
    sign_in(client, UserFactory())
    count_queries.clear()
    with client.get("/static/css/tokens.css") as answer:
        assert answer.status_code == 200
        assert "Vary" not in answer.headers
        assert "Set-Cookie" not in answer.headers
    assert count_queries == []


def test_endpoints_of_mails_exist(app: Any) -> None:
    with app.test_request_context():
        for endpoint in (
            "security.confirm_email",
            "security.reset_password",
            "security.change_email_confirm",
        ):
            assert url_for(endpoint, token="x").endswith("/x")
