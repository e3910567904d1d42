"""One place turns errors into pages or JSON: a mistake gets a sentence, a bug a number."""

import json
import logging
import re

import pytest
from sqlalchemy.exc import OperationalError

from cms.actions.errors import Invalid, NotPossible, Refused
from cms.web import errors

JSON = {"Accept": "application/json"}


def answer_to(app, error, **request):
    """Code and text of what a visitor is answered when this exception comes up."""
    with app.test_request_context(**request):
        answer = app.make_response(app.handle_user_exception(error))
        return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (Refused("Ask an owner."), 403, "Ask an owner."),
        (NotPossible("It is in the trash."), 409, "It is in the trash."),
        (Invalid({"title": "Give it a title."}), 422, "Give it a title."),
    ],
)
def test_what_an_action_refuses_is_told_in_its_own_words(app, db, error, code, sentence):
    answered, text = answer_to(app, error)
    assert (answered, sentence in text) == (code, True)


def test_a_program_is_told_in_json(app, db):
    _code, text = answer_to(app, Refused("Ask an owner."), headers=JSON)
    assert json.loads(text) == {"error": {"code": 403, "message": "Ask an owner."}}


def test_a_busy_database_is_no_bug(app, db, caplog):
    code, text = answer_to(app, OperationalError("SELECT secret", {}, Exception("database is locked")))
    assert code == 503
    assert "SELECT" not in text


def test_a_bug_gets_a_number_that_stands_in_the_log(app, db, caplog):
    with caplog.at_level(logging.ERROR), app.test_request_context("/somewhere"):
        answer = errors.bug(ValueError("the inside of the house"))
    page = answer.get_data(as_text=True)
    number = re.search(r"incident (\w+) at GET /somewhere", caplog.text).group(1)
    assert answer.status_code == 500
    assert number in page
    assert "inside of the house" not in page


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 410, 413, 414, 422, 429, 500, 503])
def test_every_expected_error_has_its_own_words(app, db, code):
    with app.test_request_context():
        title, sentence = errors._words(code)
    assert title
    assert sentence.endswith(".")


def test_an_unexpected_code_has_words_too(app, db):
    with app.test_request_context():
        assert errors._words(418)[0] == "I'm a Teapot"


def test_a_missing_page_has_the_sites_look_and_a_way_on(client):
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "<main" in answer.text
    assert 'href="/"' in answer.text


def test_a_wrong_method_names_the_right_ones(client):
    answer = client.delete("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_strange_host_learns_nothing(client):
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "Masthead" not in answer.text


def test_a_form_without_its_token_is_not_lost_without_a_word(client, csrf):
    answer = client.post("/posts/any/comments", data={"text": "A long thought."})
    assert answer.status_code == 400
    assert "open the page again" in answer.text


def test_a_body_that_is_too_large_is_refused_with_a_sentence(client):
    answer = client.post("/login", data={"email": "a" * 3_000_000})
    assert answer.status_code == 413
    assert "Shorten" in answer.text
