"""Pages that refuse, the form on them, and the screen where owners answer."""

import pytest
from sqlalchemy import select

from cms.actions.access_requests import ask
from cms.models import AccessRequest
from cms.rules.permissions import Permission
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import PostFactory, UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")
P = Permission


def test_a_page_that_refuses_offers_to_ask_for_what_is_missing(client):
    person(client, "editor")
    page = client.get("/admin/settings/")
    assert page.status_code == 403
    assert "None of your roles allows this" in page.text
    assert 'action="/account/requests"' in page.text and 'value="setting.view"' in page.text


def test_a_reader_at_the_gate_may_ask_too(client):
    person(client, "reader")
    page = client.get("/admin/")
    assert page.status_code == 403
    assert 'value="backoffice.enter"' in page.text


def test_a_refusal_that_no_role_would_change_offers_nothing(client):
    person(client, "owner")
    page = client.get(f"/admin/roles/edit/?id={role_named('owner').id}")
    assert page.status_code == 403
    assert "/account/requests" not in page.text


def test_who_has_asked_is_told_so_on_the_page(client):
    editor = person(client, "editor")
    ask(P.SETTING_VIEW, by=editor)
    assert "You have asked for this already" in client.get("/admin/settings/").text


def test_what_is_asked_for_is_listed_under_the_own_account(db, client):
    author = person(client, "author")
    post = PostFactory(author=author, title="Tides", status="trashed")
    refused = client.get(f"/admin/posts/delete/?id={post.id}")
    assert f'name="record" value="{post.id}"' in refused.text
    form = {"permission": "post.delete", "noun": "post", "record": post.id, "note": "Old draft."}
    page = client.post("/account/requests", data=form, follow_redirects=True)
    assert "on its way to the owners" in page.text
    assert "Delete trashed posts for good" in page.text and "Old draft." in page.text and "Tides" in page.text
    assert client.post("/account/requests", data=form).status_code == 409


def test_a_note_that_is_too_long_comes_back(client):
    person(client, "author")
    answer = client.post("/account/requests", data={"permission": "post.delete", "note": "long " * 200})
    assert answer.status_code == 422
    assert "long long" in answer.text and "Use at most 500" in answer.text


@pytest.mark.parametrize("form", [{}, {"permission": "world.rule"}, {"permission": "\x00"}])
def test_what_is_no_permission_can_not_be_asked_for(client, form):
    person(client, "author")
    assert client.post("/account/requests", data=form).status_code == 400


@pytest.mark.parametrize("record", ["abc", "0", "99999999999", "-1", "٣"])
def test_a_record_that_is_none_is_passed_over(db, client, record):
    person(client, "author")
    form = {"permission": "post.delete", "noun": "post", "record": record}
    assert client.post("/account/requests", data=form).status_code == 302
    assert db.session.scalars(select(AccessRequest)).one().record_id is None


def test_a_script_gets_the_sentence_as_json(client):
    person(client, "editor")
    answer = client.get("/admin/settings/", headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert "None of your roles" in answer.json["sentence"]
    assert answer.json["missing"] == "setting.view"


@pytest.fixture
def asked(db):
    row = ask(P.COMMENT_DELETE, "Spam waits.", by=UserFactory(role="author", name="Ann"))
    db.session.commit()
    return row


def test_the_screen_offers_the_roles_that_help_smallest_first(client, asked):
    person(client, "owner")
    text = client.get("/admin/requests/").text
    assert "Ann asks for “Delete trashed comments for good”" in text and "Spam waits." in text
    assert text.index(">Moderator</option>") < text.index(">Editor</option>") < text.index(">Owner</option>")


def test_the_menu_counts_what_waits(client, asked):
    person(client, "owner")
    menu = client.get("/admin/").text.split('href="/admin/requests/"')[1][:400]
    assert ">1<" in menu


def test_a_request_is_granted_by_giving_a_role(db, client, asked):
    person(client, "owner")
    form = {"id": asked.id, "role": role_named("moderator").id}
    page = client.post("/admin/requests/grant/", data=form, follow_redirects=True)
    assert "Ann has the role “Moderator” now." in page.text
    assert "Nobody waits for an answer." in page.text
    assert "Granted" in client.get("/admin/requests/?answered=1").text
    assert client.post("/admin/requests/grant/", data=form).status_code == 409


def test_a_decline_without_a_reason_comes_back(client, asked):
    person(client, "owner")
    answer = client.post("/admin/requests/decline/", data={"id": asked.id, "answer": " "})
    assert answer.status_code == 422
    assert "Say why: the person reads it." in answer.text


def test_a_declined_person_reads_the_reason(client, asked):
    person(client, "owner")
    client.post("/admin/requests/decline/", data={"id": asked.id, "answer": "Bea does that."})
    sign_in(client, asked.user)
    assert "Bea does that." in client.get("/account/requests").text


@pytest.mark.parametrize("form", [{}, {"id": "x"}, {"id": "99999999999"}, {"id": "4242"}])
def test_a_request_that_is_not_there_is_a_404(client, form):
    person(client, "owner")
    for act in ("grant", "decline"):
        assert client.post(f"/admin/requests/{act}/", data=form).status_code == 404


def test_a_role_that_is_not_there_is_a_sentence(client, asked):
    person(client, "owner")
    assert client.post("/admin/requests/grant/", data={"id": asked.id, "role": "x"}).status_code == 422


@pytest.mark.parametrize("page", ["x", "-1", "99999", "9" * 30])
def test_pages_that_are_none_are_clamped(client, page):
    person(client, "owner")
    assert client.get(f"/admin/requests/?page={page}").status_code == 200


def test_the_queries_of_the_screen_do_not_grow_with_the_requests(db, client, count_queries):
    person(client, "owner")
    counts = []
    for _round in range(2):
        for _each in range(3):
            ask(P.COMMENT_DELETE, by=UserFactory(role="author"))
        db.session.commit()
        count_queries.clear()
        client.get("/admin/requests/")
        counts.append(len(count_queries))
    assert counts[0] == counts[1]
