"""Everybody gets what is held about them, from the own account."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine

from cms.models import Event, now
from tests.accounts.test_pages import looked_at
from tests.client import PASSWORD, sign_in
from tests.factories import CommentFactory, UserFactory

PAGE = "/account/data"


@pytest.fixture
def reader(client, db):
    reader = UserFactory(role="reader", handle="rea")
    CommentFactory(author=reader)
    db.session.commit()
    sign_in(client, reader)
    return reader


def files(answer):
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_the_page_says_how_much_there_is(client, reader):
    words = looked_at(client.get(PAGE).text)
    assert "Your comments" in words
    assert "Your notes" not in words


def test_all_of_it_comes_as_one_file_and_the_log_tells(client, db, reader):
    answer = client.post(PAGE)
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=rea-{now():%Y-%m-%d}.zip"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert len(json.loads(files(answer).read("comments.json"))) == 1
    event = db.session.query(Event).filter_by(verb="user.export_data").one()
    assert (event.actor_id, event.record_id) == (reader.id, reader.id)


def test_the_file_explains_itself_in_the_persons_language(client, db, reader):
    reader.locale = "de"
    db.session.commit()
    assert "Ihr Konto" in files(client.post(PAGE)).read("README.txt").decode()


def test_who_has_not_signed_in_lately_is_asked_for_the_password(client, reader):
    with time_machine.travel(now() + timedelta(minutes=31), tick=False):
        assert client.post(PAGE).status_code == 403
        assert client.post(PAGE, data={"verify_password": PASSWORD}).status_code == 200


def test_who_takes_it_again_and_again_has_to_wait(client, reader):
    answers = [client.post(PAGE).status_code for _ in range(7)]
    assert answers[:5] == [200] * 5
    refused = client.post(PAGE)
    assert refused.status_code == 429
    assert "Wait" in looked_at(refused.text)
    assert int(refused.headers["Retry-After"]) > 0


def test_visitors_have_none(client, db):
    assert "/login" in client.get(PAGE).location
    assert "/login" in client.post(PAGE).location
