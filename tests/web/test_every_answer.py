"""The headers and cookies of every answer: addresses, refusals, redirects, production."""

import pytest

from cms.web.headers import HEADERS
from tests.access.addresses import address_of, methods_of, rules
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory

WRONG = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "HEAD")
KEPT_TO_ONESELF = ("security.", "accounts.")
PRODUCTION = {
    "SITE_URL": "https://localhost",
    "SESSION_COOKIE_NAME": "__Host-session",
    "SESSION_COOKIE_SECURE": True,
}


@pytest.fixture
def production(app, monkeypatch):
    """What config/production.py sets, as far as it shows in an answer."""
    for name, value in PRODUCTION.items():
        monkeypatch.setitem(app.config, name, value)


@pytest.mark.parametrize("role", [None, "owner"])
def test_every_address_answers_with_every_header(app, client, db, role):
    if role:
        sign_in(client, UserFactory(role=role))
    answers = [
        (f"{method} {rule.rule}", client.open(address_of(rule, 1), method=method, buffered=True))
        for rule in rules(app)
        for method in (*methods_of(rule), *WRONG)
        if rule.endpoint != "security.logout"
    ]
    assert len({answer.status_code for _name, answer in answers}) > 4
    assert [(name, lacking) for name, answer in answers if (lacking := lacking_in(answer))] == []


def test_account_pages_are_kept_by_nobody(app, client, db):
    sign_in(client, UserFactory())
    for rule in rules(app):
        if rule.endpoint.startswith(KEPT_TO_ONESELF) and "GET" in methods_of(rule):
            assert client.get(address_of(rule)).headers["Cache-Control"] == "private, no-store", rule


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"path": "/", "headers": {"Host": "evil.example"}}, 400),
        ({"path": "/login", "method": "POST", "data": {"email": "x" * 3_000_000}}, 413),
        ({"path": "/login", "method": "POST", "data": b"{", "content_type": "application/json"}, 400),
        ({"path": "/no-such-page", "headers": {"Accept": "application/json"}}, 404),
        ({"path": "/account", "headers": {"Accept": "application/json"}}, 401),
    ],
)
def test_refusals_before_any_page_carry_them_too(client, given, code):
    answer = client.open(**given)
    assert answer.status_code == code
    assert lacking_in(answer) == {}


def test_a_bug_carries_them_too(app, client, db, monkeypatch):
    def broken():
        raise ValueError("planted")

    monkeypatch.setitem(app.view_functions, "security.login", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(app, "testing", False)
    answer = client.get("/login")
    assert answer.status_code == 500
    assert "planted" not in answer.text
    assert lacking_in(answer) == {}


@pytest.mark.parametrize("path", ["/", "/login", "/admin/", "/no-such-page", "/static/css/tokens.css"])
def test_production_asks_browsers_to_keep_to_tls(production, client, path):
    with client.get(path, base_url="https://localhost") as answer:
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_cookies_of_production_belong_to_this_host_alone(production, client, db):
    form = {"email": UserFactory().email, "password": PASSWORD, "remember": "y"}
    answer = client.post("/login", data=form, base_url="https://localhost")
    assert answer.status_code == 302
    cookies = {line.partition("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}
    assert set(cookies) == {"__Host-session", "__Host-device"}
    for line in cookies.values():
        attributes = {part.strip().partition("=")[0].lower() for part in line.split(";")[1:]}
        assert {"secure", "httponly", "samesite", "path"} <= attributes
        assert "domain" not in attributes
        assert "SameSite=Lax" in line and "Path=/" in line
    assert client.get("/account", base_url="https://localhost").status_code == 200


def test_development_keeps_plain_names_which_work_without_tls(client, db):
    answer = client.post("/login", data={"email": UserFactory().email, "password": PASSWORD, "remember": "y"})
    cookies = {line.partition("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}
    assert set(cookies) == {"session", "device"}
    assert all("HttpOnly" in line and "Secure" not in line for line in cookies.values())


def lacking_in(answer):
    """The headers that are not as they should be; a policy may be widened by the frames of embeds alone."""
    given = {name: answer.headers.get(name, "") for name in HEADERS}
    given["Content-Security-Policy"] = given["Content-Security-Policy"].partition("; frame-src")[0]
    return {name: value for name, value in given.items() if value != HEADERS[name]}
