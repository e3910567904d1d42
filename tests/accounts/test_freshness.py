"""Acts that give rights away ask for the password again when the sign-in is no longer fresh."""

from datetime import timedelta

import pytest
import time_machine

from cms.models import AccessRequest, Role, User, now
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


def key_of(client):
    with client.session_transaction() as session:
        return session["sign_in"]


@pytest.mark.usefixtures("later")
def test_after_the_proof_a_copy_of_the_cookie_before_it_opens_nothing(app, client):
    copy = app.test_client()
    copy.set_cookie("session", client.get_cookie("session").value)
    assert copy.get("/account").status_code == 200
    assert new_role(client, verify_password=PASSWORD).status_code == 302
    assert client.get("/account").status_code == 200
    assert copy.get("/account").status_code == 302


@pytest.mark.usefixtures("later")
def test_the_new_key_holds_even_where_the_act_itself_fails(client):
    before = key_of(client)
    assert new_role(client, name="", verify_password=PASSWORD).status_code == 422
    assert key_of(client) != before
    assert client.get("/account").status_code == 200


def test_a_wrong_password_changes_no_key(client, later):
    before = key_of(client)
    assert new_role(client, verify_password="wrong").status_code == 403
    assert key_of(client) == before


def test_changing_the_password_or_a_factor_brings_a_new_key(db, client, owner):
    sign_in(client, owner)
    keys = {key_of(client)}
    assert client.post("/account/security/apps", data={"password": PASSWORD}).status_code == 302
    keys.add(key_of(client))
    new = "harbour lantern oysters"
    form = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    assert client.post("/change", data=form).status_code == 302
    keys.add(key_of(client))
    assert len(keys) == 3
    assert client.get("/account").status_code == 200


@pytest.mark.usefixtures("later")
def test_granting_a_request_and_a_roles_factor_ask_for_the_password(db, client):
    scribe, editor = UserFactory(role="reader"), role_named("editor")
    asked = AccessRequest(user_id=scribe.id, permission="post.create")
    db.session.add(asked)
    db.session.commit()
    grant = {"id": asked.id, "role": editor.id}
    for address, form in (
        ("/admin/requests/grant/", grant),
        (f"/admin/roles/factor/?id={editor.id}", {"required": "y", "days": "7"}),
    ):
        page = client.post(address, data=form)
        assert page.status_code == 403
        assert "Is it still you?" in page.text
    assert scribe.roles == [role_named("reader")] and editor.factor_since is None
    assert (
        client.post("/admin/requests/grant/", data={**grant, "verify_password": PASSWORD}).status_code == 302
    )
    db.session.refresh(scribe)
    assert editor in scribe.roles


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
