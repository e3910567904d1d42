"""One rule on every way to set a password, and the meter that says what it thinks."""

import logging

import pytest

from cms.accounts.passwords import weighed
from cms.cli.people import user as user_command
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory

COMMON, GOOD = "password123", "harbour lantern oysters"
JSON = {"Accept": "application/json"}


def typed(password):
    return {"password": password, "password_confirm": password}


def test_registering_takes_no_common_password(client, db):
    page = client.post("/register", data={"email": "ada@example.com", **typed(COMMON)})
    assert page.status_code == 200
    assert "guessed first" in page.text


def test_registering_takes_no_password_made_of_the_own_name(client, db):
    form = {"email": "rosalind.quaintance@example.com", "name": "Rosalind Quaintance"}
    page = client.post("/register", data={**form, **typed("quaintance9")})
    assert "your own name or address" in page.text


def test_resetting_takes_no_common_password(client, db, last_link):
    client.post("/reset", data={"email": UserFactory().email})
    link = last_link()
    assert "guessed first" in client.post(link, data=typed(COMMON)).text
    assert client.post(link, data=typed(GOOD)).location == "/login"


def test_changing_takes_no_password_made_of_the_own_handle(client, db):
    sign_in(client, UserFactory(handle="quaintance"))
    new = {"new_password": "quaintance9", "new_password_confirm": "quaintance9"}
    assert "your own name or address" in client.post("/change", data={"password": PASSWORD, **new}).text


def test_the_command_line_takes_no_common_password(app, db):
    with app.app_context():
        result = app.test_cli_runner().invoke(user_command, ["add", "nell@example.com", "--password", COMMON])
    assert result.exit_code == 1
    assert "guessed first" in result.output


def test_characters_are_counted_as_they_are_read(app, db):
    with app.test_request_context():
        assert weighed("e\u0301" * 6).text == "é" * 6
        assert weighed("e\u0301" * 6).score == 0


def test_the_name_of_the_site_is_a_poor_password(app, db, monkeypatch):
    with app.test_request_context():
        alone = weighed("tidewaterquorum1").score
        monkeypatch.setattr("cms.accounts.passwords.setting", lambda name: "The Tidewaterquorum")
        assert weighed("tidewaterquorum1").score < alone


def test_the_meter_tells_scripts_a_score_and_sentences(client, db):
    answer = client.post("/password-strength", data={"new_password": COMMON}, headers=JSON)
    told = answer.get_json()
    assert told["score"] == 0 and told["verdict"] == "Very easy to guess" and len(told["faults"]) == 2
    assert client.post("/password-strength", json={"password": GOOD}).get_json()["faults"] == []
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_meter_looks_at_the_new_password_not_at_the_present_one(client, db):
    page = client.post("/password-strength", data={"password": GOOD, "new_password": COMMON})
    assert "guessed first" in page.text


def test_without_scripts_the_check_is_a_page(client, db):
    page = client.post("/password-strength", data={"password": GOOD})
    assert "Very hard to guess" in page.text and "You can use it." in page.text
    assert GOOD not in page.text
    assert "Type a password" in client.post("/password-strength", data={}).text
    assert 'formaction="/password-strength"' in client.get("/register").text


def test_the_check_needs_a_token(client, csrf, db):
    assert client.post("/password-strength", data={"password": GOOD}).status_code == 400


def test_the_check_logs_no_password(client, db, caplog):
    with caplog.at_level(logging.DEBUG):
        client.post("/password-strength", data={"password": GOOD})
    assert GOOD not in caplog.text


@pytest.mark.parametrize("body", [b"[]", b'{"password": 7}', b'{"password": {}}', b"{", b'"x"'])
def test_the_check_takes_what_is_no_password_for_none(client, db, body):
    answer = client.post("/password-strength", data=body, content_type="application/json")
    assert answer.status_code in (200, 400)


def test_the_answer_of_the_meter_leaves_the_cookie_alone(client):
    """It may come after the answer that signs in, and would sign out again."""
    client.get("/register")
    answer = client.post("/password-strength", data={"password": "harbour"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
