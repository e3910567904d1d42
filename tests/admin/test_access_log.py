"""Refusals and exports stand in the log."""

import json

from sqlalchemy import select

from cms.actions import access
from cms.admin.base import export
from cms.models import Event
from tests.admin.assertions import person
from tests.factories import PostFactory, TagFactory


def logged(db, verb):
    return db.session.scalars(select(Event).where(Event.verb == verb).order_by(Event.id)).all()


def test_a_refusal_is_logged_with_its_reason_once_an_hour(client, db, time_machine):
    person(client, "author")
    for _ in range(3):
        assert client.get("/admin/users/").status_code == 403
    (event,) = logged(db, "access.refuse")
    assert event.record_label == "users.index_view" and event.reason
    assert event.after == {"method": "GET", "path": "/admin/users/"}


def test_who_hammers_at_many_doors_does_not_flood_the_log(db, monkeypatch):
    from tests.factories import UserFactory

    monkeypatch.setattr(access, "MOST_REFUSALS", 3)
    user = UserFactory()
    noted = [access.note_refusal(f"door {n}", "", by=user) for n in range(9)]
    assert noted == [True] * 3 + [False] * 6


def test_a_visitor_who_is_sent_to_sign_in_leaves_no_refusal(client, db):
    assert client.get("/admin/users/").status_code == 302
    assert not logged(db, "access.refuse")


def test_an_export_is_logged_with_its_filters_and_number_of_rows(client, db):
    PostFactory(title="One")
    person(client, "editor")
    client.get("/admin/posts/export/csv/?flt0_status=unpublished&search=One")
    (event,) = logged(db, "access.export")
    assert event.record_label == "posts"
    assert event.after["format"] == "csv" and event.after["rows"] in (0, 1)
    assert event.after["filters"] == ["flt0_status=unpublished", "search=One"]


def test_the_log_can_be_exported_as_json(client, db):
    person(client, "owner")
    client.get("/admin/events/export/csv/")
    answer = client.get("/admin/events/export/json/")
    assert answer.mimetype == "application/json"
    newest = json.loads(answer.text)[0]
    assert newest["verb"] == "access.export" and isinstance(newest["after"], dict)


def test_an_empty_export_is_still_json(client, db):
    person(client, "editor")
    assert client.get("/admin/tags/export/json/").json == []


def test_a_file_that_was_cut_off_says_so_in_its_name(client, db, monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    for _ in range(3):
        TagFactory()
    person(client, "editor")
    answer = client.get("/admin/tags/export/json/")
    assert "-first-2.json" in answer.headers["Content-Disposition"] and len(answer.json) == 2
