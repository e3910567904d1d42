"""The gate: who enters, and what everybody else is told."""

import pytest

from cms.models import PostStatus
from tests.admin.assertions import person
from tests.factories import PostFactory

SCREENS = ("", "posts/", "pages/", "tags/", "comments/")


@pytest.mark.parametrize("screen", SCREENS)
def test_visitor_is_led_to_sign_in_and_back(client, screen):
    answer = client.get(f"/admin/{screen}?search=tide")
    assert answer.status_code == 302
    assert answer.location == f"/login?next=/admin/{screen}?search%3Dtide"


def test_who_was_signed_out_comes_back_to_the_form_they_sent(client):
    answer = client.post("/admin/posts/edit/?id=1", data={"title": "x"})
    assert answer.status_code == 302
    assert answer.location == "/login?next=/admin/posts/edit/?id%3D1"


def test_an_address_that_only_takes_forms_is_not_come_back_to(client):
    answer = client.post("/admin/posts/action/", data={"action": "trash"})
    assert answer.location == "/login"


@pytest.mark.parametrize("screen", SCREENS)
def test_reader_is_refused_with_the_reason_and_no_loop(client, db, screen):
    person(client, "reader")
    answer = client.get(f"/admin/{screen}")
    assert answer.status_code == 403
    assert "None of your roles allows this" in answer.text


def test_the_menu_shows_only_what_may_be_opened(client, db):
    person(client, "moderator")
    page = client.get("/admin/").text
    assert "/admin/comments/" in page
    assert "/admin/posts/" not in page and "/admin/tags/" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/admin/nothing/",
        "/admin/posts/nothing/",
        "/admin/static/admin/js/form.js",
        "/admin/tags/ajax/update/",
    ],
)
def test_unknown_addresses_are_not_found(client, db, path):
    person(client, "owner")
    assert client.get(path, follow_redirects=True).status_code == 404
    assert client.post(path, follow_redirects=True).status_code in (404, 405)


def test_a_wrong_method_is_answered_as_such(client, db):
    person(client, "owner")
    assert client.post("/admin/posts/").status_code == 405
    assert client.get("/admin/posts/action/", follow_redirects=True).status_code in (404, 405)


def test_a_type_error_in_a_view_is_raised_once_and_not_swallowed(client, app, db, monkeypatch):
    calls = []

    def broken(view, obj):
        calls.append(obj)
        raise TypeError("a bug")

    view = app.view_functions["posts.edit_view"].__self__
    monkeypatch.setattr(type(view), "edit_form", broken)
    person(client, "owner")
    post = PostFactory(status=PostStatus.UNPUBLISHED)
    assert client.get(f"/admin/posts/edit/?id={post.id}").status_code == 500
    assert len(calls) == 1


def test_proxies_keep_no_page_of_the_back_office(client, db):
    person(client, "owner")
    assert client.get("/admin/posts/").headers["Cache-Control"] == "private, no-cache"
