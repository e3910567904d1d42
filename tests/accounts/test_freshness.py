"""Acts that give rights away ask for the password again when the sign-in is no longer fresh."""

from datetime import timedelta

import pytest
import time_machine

from cms.models import Role, User, now
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory, role_named

LATER = timedelta(minutes=31)


@pytest.fixture
def owner(db):
    owner = UserFactory(role="owner")
    db.session.commit()
    return owner


@pytest.fixture
def later(client, owner):
    """The owner, who signed in half an hour ago."""
    with time_machine.travel(now(), tick=False) as clock:
        sign_in(client, owner)
        clock.shift(LATER)
        yield clock


def new_role(client, **fields):
    return client.post("/admin/roles/new/", data={"name": "scout", "description": "A\r\nB <i>", **fields})


def test_a_fresh_sign_in_is_not_asked(db, client, owner):
    sign_in(client, owner)
    assert new_role(client).status_code == 302


@pytest.mark.usefixtures("later")
def test_a_stale_one_is_asked_and_nothing_that_was_typed_is_lost(db, client):
    answer = new_role(client)
    assert answer.status_code == 403
    assert db.session.query(Role).filter_by(name="scout").count() == 0
    assert "Is it still you?" in answer.text
    assert '<textarea name="name" hidden>\nscout</textarea>' in answer.text
    assert "A\r\nB &lt;i&gt;" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("later")
def test_the_password_carries_the_act_on_and_is_good_for_half_an_hour(db, client, later):
    assert new_role(client, verify_password=PASSWORD).status_code == 302
    assert db.session.query(Role).filter_by(name="scout").one().description == "A\r\nB <i>"
    assert new_role(client, name="scout-2").status_code == 302
    later.shift(LATER)
    assert new_role(client, name="scout-3").status_code == 403


@pytest.mark.usefixtures("later")
def test_a_wrong_password_asks_again(db, client):
    answer = new_role(client, verify_password="wrong")
    assert (answer.status_code, "That is not your password" in answer.text) == (403, True)
    assert "wrong" not in answer.text.replace("went wrong", "")
    assert db.session.query(Role).filter_by(name="scout").count() == 0


@pytest.mark.usefixtures("later")
def test_several_values_of_a_field_are_carried(client, owner):
    data = {"email": owner.email, "handle": owner.handle, "roles_shown": "1", "roles": ["owner", "editor"]}
    page = client.post(f"/admin/users/edit/?id={owner.id}", data=data).text
    assert page.count('<textarea name="roles" hidden>') == 2


@pytest.mark.usefixtures("later")
def test_no_password_is_ever_put_into_the_page(client):
    answer = client.post("/change-email", data={"email": "new@example.com", "password": PASSWORD})
    assert answer.status_code == 403
    assert PASSWORD not in answer.text
    assert "new@example.com" in answer.text


@pytest.mark.usefixtures("later")
def test_a_script_hears_it_in_json(client):
    answer = client.post("/change-email", json={"email": "new@example.com", "password": PASSWORD})
    assert answer.status_code == 403
    assert "verify_password" in answer.json["sentence"]


@pytest.mark.usefixtures("later")
def test_ending_devices_asks_for_the_password_too(app, client, owner):
    other = sign_in(app.test_client(), owner)
    assert client.post("/account/sessions/end", data={"others": "1"}).status_code == 403
    assert other.get("/account").status_code == 200
    form = {"others": "1", "verify_password": PASSWORD}
    assert client.post("/account/sessions/end", data=form).status_code == 302
    assert other.get("/account").status_code == 302


@pytest.mark.usefixtures("later")
def test_looking_is_never_asked(client, owner):
    for address in ("/admin/roles/matrix/", "/admin/settings/", f"/admin/users/edit/?id={owner.id}"):
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("later")
def test_who_may_not_do_it_is_refused_whatever_they_prove(app, db, client):
    reader = UserFactory(role="reader")
    theirs = sign_in(app.test_client(), reader)
    assert new_role(theirs, verify_password=PASSWORD).status_code == 403
    assert db.session.query(Role).filter_by(name="scout").count() == 0
    assert db.session.get(User, reader.id).roles == [role_named("reader")]


@pytest.mark.usefixtures("csrf")
def test_another_site_cannot_answer_for_the_person(client, owner):
    sign_in(client, owner)
    with time_machine.travel(now() + LATER):
        assert new_role(client, verify_password=PASSWORD).status_code == 400
