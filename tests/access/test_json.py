"""Flask-Security's answers in JSON: to everybody the right code, and never a word about somebody."""

import pytest

from tests.access.people import PEOPLE, VISITOR
from tests.client import PASSWORD

NEW = "harbour lantern oysters"
SET = {"password": NEW, "password_confirm": NEW}
CHANGE = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
ASLEEP = "inactive owner"  # counts as a visitor
KEYS = {"csrf_token", "errors", "field_errors", "current_email", "identity_attributes"}
KEYS |= {"authentication_required", "active_password"}

# Endpoint by path: what is sent with POST, the code for visitors, the code for people who are signed in.
OPEN = {
    "/login": ({"email": "{known}", "password": "not the password"}, 400, 400),
    "/register": ({"email": "{known}", "name": "", **SET}, 200, 400),
    "/reset": ({"email": "{known}"}, 200, 200),
    "/confirm": ({"email": "{known}"}, 200, 200),
    "/password-strength": ({"password": NEW}, 200, 200),
}
CLOSED = {
    "/change": (CHANGE, 401, 200),
    "/change-email": ({"email": "{known}", "password": PASSWORD}, 401, 200),
}
FORMS = {**OPEN, **CLOSED}
LINKS = ("/confirm/{}", "/reset/{}", "/change-email/{}")
UNKNOWN = "nobody-here@example.com"


def sent(client, path, form, known):
    data = {name: value.format(known=known) for name, value in form.items()}
    return client.post(path, json=data, headers={"Accept": "application/json"})


@pytest.fixture
def others(world):
    """What no answer may hold: addresses, names and secrets of people."""

    def of(name):
        users = [user for other, user in world.people.items() if user and other != name]
        texts = [text for user in users for text in (user.handle, user.name, user.fs_uniquifier)]
        own = world.people[name]
        return [*texts, *([own.fs_uniquifier, own.password] if own else [])]

    return of


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("path", OPEN)
def test_open_forms_answer_known_and_unknown_addresses_with_one_document(world, others, path, name):
    form, *_codes = OPEN[path]
    known, answers = world.people["editor"].email, []
    for address in (known, UNKNOWN):
        with world.undone():
            answer = sent(world.client(name), path, form, address)
        assert [word for word in others(name) if word in answer.text] == []
        document = answer.get_json()
        document.get("response", {}).pop("csrf_token", None)
        answers.append((answer.status_code, str(document).replace(address, "@")))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("path", FORMS)
def test_the_code_says_what_came_of_it(world, path, name):
    visitor = name in (VISITOR, ASLEEP)
    with world.undone():
        answer = sent(world.client(name), path, FORMS[path][0], UNKNOWN)
    assert answer.status_code == FORMS[path][1 if visitor else 2]


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("path", [*FORMS, *LINKS, "/logout", "/account"])
def test_documents_hold_no_more_than_forms_need(world, others, path, name):
    client = world.client(name)
    with world.undone():
        answer = client.get(path.format("no-such-token"), headers={"Accept": "application/json"})
    assert answer.status_code < 500
    assert [word for word in others(name) if word in answer.text and len(word) > 8] == []
    if answer.mimetype == "application/json":
        assert set(answer.get_json().get("response", {})) <= KEYS


@pytest.mark.parametrize("path", LINKS)
@pytest.mark.parametrize("name", PEOPLE)
def test_a_forged_link_is_refused_without_a_word_about_anybody(world, others, path, name):
    with world.undone():
        answer = sent(world.client(name), path.format("WyJmb3JnZWQiXQ.aaaa.bbbb"), SET, UNKNOWN)
    assert answer.status_code in (302, 400, 401, 404)
    assert [word for word in others(name) if word in answer.text] == []
