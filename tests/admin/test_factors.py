"""Second factors on the screens of people and roles."""

import pytest
from sqlalchemy import select

from cms.models import AuthenticatorApp, Event, User
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import PasskeyFactory, UserFactory, role_named, with_app

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner(client):
    return person(client, "owner")


@pytest.fixture
def armed(db):
    user = UserFactory(role="author", name="Idris Pell")
    with_app(user)
    db.session.commit()
    return user


def test_a_persons_screen_tells_which_factors_they_have(client, owner, armed):
    PasskeyFactory(user_id=armed.id)
    page = client.get(f"/admin/users/details/?id={armed.id}").text
    assert "1 passkey<" in page
    assert "1 authenticator app<" in page
    assert "0 recovery codes are left" in page
    assert f"/admin/users/factors/?id={armed.id}" in page
    bare = UserFactory()
    assert "the password alone opens the account" in client.get(f"/admin/users/details/?id={bare.id}").text


def test_editors_are_not_told(client, armed):
    person(client, "editor")
    assert "Second factors" not in client.get(f"/admin/users/details/?id={armed.id}").text


def test_the_list_is_filtered_by_factor(client, owner, armed):
    bare = UserFactory(name="Bare Bones")
    having = client.get("/admin/users/?flt0_factor=yes").text
    lacking = client.get("/admin/users/?flt0_factor=no").text
    rows = [f'href="/admin/users/details/?id={one.id}"' for one in (armed, bare)]
    assert [row in having for row in rows] == [True, False]
    assert [row in lacking for row in rows] == [False, True]


def test_a_reset_asks_first(client, owner, armed, db):
    path = f"/admin/users/factors/?id={armed.id}"
    theirs = sign_in(client.application.test_client(), armed)
    assert "Reset the second factors of Idris Pell?" in client.get(path).text
    assert db.session.scalar(select(AuthenticatorApp.id))
    answer = client.post(path, data={"id": armed.id, "reason": "Phone fell into the sea"})
    assert answer.location == f"/admin/users/details/?id={armed.id}"
    assert "they got a mail" in client.get(answer.location).text
    assert db.session.scalar(select(AuthenticatorApp.id)) is None
    event = db.session.scalars(select(Event).where(Event.verb == "user.reset_factors")).one()
    assert (event.actor_id, event.reason) == (owner.id, "Phone fell into the sea")
    assert theirs.get("/account").status_code == 302
    assert client.get(path).status_code == 409


def test_ones_own_are_not_reset_here(client, owner, db):
    with_app(owner)
    db.session.commit()
    assert client.post(f"/admin/users/factors/?id={owner.id}").status_code == 403
    assert db.session.get(User, owner.id).has_factor


def test_owners_ask_for_a_factor_of_a_role(client, owner, db):
    role = role_named("owner")
    path = f"/admin/roles/factor/?id={role.id}"
    assert "1 person with this role has no second factor yet" in client.get(path).text
    assert "You are one of them" in client.get(path).text
    answer = client.post(path, data={"required": "y", "days": "21"})
    assert answer.location == f"/admin/roles/details/?id={role.id}"
    page = client.get(answer.location).text
    assert "with 21 days of grace" in page
    assert 'value="21"' in client.get(path).text
    assert "checked" in client.get(path).text
    client.post(path, data={"days": "21"})
    db.session.expire_all()
    assert role_named("owner").factor_since is None
    verbs = db.session.scalars(select(Event.verb).where(Event.noun == "role").order_by(Event.id)).all()
    assert verbs == ["role.require_factor", "role.waive_factor"]


@pytest.mark.parametrize("days", ["", "x", "-1", "91", "9" * 40, "٣", "1.5"])
def test_days_that_are_none_are_refused_and_kept(client, owner, days):
    path = f"/admin/roles/factor/?id={role_named('editor').id}"
    answer = client.post(path, data={"required": "y", "days": days})
    assert answer.status_code == 422
    assert "from 0 to 90" in answer.text
    assert f'value="{days}"' in answer.text


def test_who_may_not_ask_for_it_sees_no_link_to_it(client):
    person(client, "editor")
    assert client.get(f"/admin/roles/factor/?id={role_named('editor').id}").status_code == 403
