"""The roles screens, above all the matrix."""

import re

import pytest
from sqlalchemy import select

from cms.actions.roles import create_role, fingerprint, set_permissions
from cms.models import Event, Role
from cms.rules.permissions import SYSTEM, Permission, granted_by
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")
P = Permission
MATRIX = "/admin/roles/matrix/"


@pytest.fixture
def owner(client):
    return person(client, "owner")


@pytest.fixture
def keeper(client):
    """Signed in; looks after roles without being an owner."""
    held = (P.BACKOFFICE_ENTER, P.ROLE_VIEW, P.ROLE_EDIT, P.TAG_VIEW, P.COMMENT_CREATE)
    user = UserFactory(roles=[create_role("keeper", permissions=held, by=SYSTEM)])
    sign_in(client, user)
    return user


def column(role, *permissions, base=None):
    """What the matrix sends of one role."""
    ticked = [permission.value for permission in permissions]
    return {f"base-{role.id}": base or fingerprint(role), f"role-{role.id}": ticked, "confirmed": "1"}


def allowed(db, role):
    db.session.expire_all()
    return granted_by(db.session.get(Role, role.id))


def box(text, role, permission):
    pattern = rf'<input type="checkbox"[^>]*name="role-{role.id}" value="{re.escape(permission.value)}"[^>]*>'
    return re.search(pattern, text)[0]


def test_the_matrix_has_a_labelled_box_for_every_role_and_permission(client, owner):
    create_role("Proof reader", by=SYSTEM)
    text = client.get(MATRIX).text
    for role in ("Owner", "Editor", "Proof reader"):
        for permission in P:
            assert f'aria-label="{role}: {permission.label}"'.replace("'", "&#39;") in text


def test_the_owner_column_is_locked_with_the_reason(client, owner):
    text = client.get(MATRIX).text
    assert "The owner role always allows everything" in text
    assert "disabled" in box(text, role_named("owner"), P.TAG_VIEW)
    assert "disabled" not in box(text, role_named("editor"), P.TAG_VIEW)


def test_ticks_are_saved_at_once_for_several_roles(db, client, owner):
    author, reader = role_named("author"), role_named("reader")
    data = {**column(author, P.BACKOFFICE_ENTER, P.POST_CREATE), **column(reader, P.COMMENT_CREATE)}
    page = client.post(MATRIX, data=data, follow_redirects=True)
    assert "holds at once: Author." in page.text
    assert allowed(db, author) == {P.BACKOFFICE_ENTER, P.POST_CREATE}
    assert allowed(db, reader) == {P.COMMENT_CREATE}


def test_a_role_that_the_form_lacks_stays(db, client, owner):
    before = granted_by(role_named("editor"))
    client.post(MATRIX, data=column(role_named("reader")))
    assert allowed(db, role_named("editor")) == before
    assert allowed(db, role_named("reader")) == frozenset()


def test_saving_without_a_change_leaves_no_event(db, client, owner):
    reader = role_named("reader")
    client.post(MATRIX, data=column(reader, *granted_by(reader)))
    assert db.session.scalars(select(Event).where(Event.verb == "role.set_permissions")).all() == []


def test_a_role_changed_meanwhile_is_refused_and_the_ticks_are_kept(db, client, owner):
    author, reader = role_named("author"), role_named("reader")
    data = {**column(author, P.POST_CREATE, P.TAG_DELETE), **column(reader)}
    set_permissions(author, [P.POST_CREATE, P.TAG_CREATE], by=SYSTEM)
    answer = client.post(MATRIX, data=data)
    assert answer.status_code == 409
    assert "Somebody changed the role" in answer.text
    assert allowed(db, reader) == {P.COMMENT_CREATE}, "nothing of it is saved"
    assert "checked" in box(answer.text, author, P.TAG_DELETE)
    assert "checked" not in box(answer.text, author, P.TAG_CREATE)
    assert "differs" in box(answer.text, author, P.TAG_CREATE)
    again = {
        **data,
        f"base-{author.id}": re.search(rf'name="base-{author.id}" value="(\w+)"', answer.text)[1],
    }
    assert client.post(MATRIX, data=again).status_code == 302
    assert allowed(db, author) == {P.POST_CREATE, P.TAG_DELETE}


def test_nobody_ticks_for_others_what_they_do_not_hold(db, client, keeper):
    reader = role_named("reader")
    text = client.get(MATRIX).text
    assert "disabled" in box(text, reader, P.TAG_DELETE)
    assert "disabled" not in box(text, reader, P.TAG_VIEW)
    assert "disabled" in box(text, role_named("editor"), P.TAG_VIEW), "the role allows more than the keeper"
    answer = client.post(MATRIX, data=column(reader, P.COMMENT_CREATE, P.TAG_DELETE))
    assert answer.status_code == 403
    assert "Delete tags" in answer.text
    assert allowed(db, reader) == {P.COMMENT_CREATE}


def test_a_locked_column_that_is_sent_all_the_same_is_refused(db, client, owner):
    assert client.post(MATRIX, data=column(role_named("owner"))).status_code == 403
    assert granted_by(role_named("owner")) == frozenset(P)


def test_unknown_permissions_and_roles_are_passed_over(db, client, owner):
    reader = role_named("reader")
    data = {
        f"base-{reader.id}": fingerprint(reader),
        f"role-{reader.id}": ["world.rule", "\x00"],
        "base-99": "x",
        "confirmed": "1",
    }
    assert client.post(MATRIX, data=data).status_code == 302
    assert allowed(db, reader) == frozenset()


def test_a_change_holds_from_the_next_request_on(app, client, owner):
    moderator = UserFactory(role="moderator")
    theirs = sign_in(app.test_client(), moderator)
    assert theirs.get("/admin/tags/").status_code == 403
    role = role_named("moderator")
    client.post(MATRIX, data=column(role, *granted_by(role), P.TAG_VIEW))
    assert theirs.get("/admin/tags/").status_code == 200


def test_who_may_only_look_gets_marks_instead_of_boxes(client):
    role = create_role("viewer", permissions=[P.BACKOFFICE_ENTER, P.ROLE_VIEW], by=SYSTEM)
    sign_in(client, UserFactory(roles=[role]))
    text = client.get(MATRIX).text
    assert 'name="role-' not in text
    assert "Save all roles" not in text
    assert client.post(MATRIX, data=column(role_named("reader"))).status_code == 403


@pytest.mark.parametrize("role", ["editor", "author", "moderator"])
@pytest.mark.parametrize("path", ["", "matrix/", "new/", "details/?id=2"])
def test_roles_are_not_everybodys_business(client, role, path):
    person(client, role)
    assert client.get(f"/admin/roles/{path}").status_code == 403


def test_a_new_role_may_begin_as_a_copy(db, client, owner):
    author = role_named("author")
    data = {"name": "Columnist", "description": "Writes on Fridays.", "like": str(author.id)}
    assert client.post("/admin/roles/new/", data=data).status_code == 302
    columnist = db.session.scalars(select(Role).where(Role.name == "Columnist")).one()
    assert granted_by(columnist) == granted_by(author)


@pytest.mark.parametrize("number", ["1", "abc", "999"])
def test_only_offered_roles_are_copied(db, client, owner, number):
    """Number 1 is the owner role."""
    answer = client.post("/admin/roles/new/", data={"name": "Boss", "like": number})
    assert answer.status_code == 422
    assert "Choose one of the roles in the list." in answer.text
    assert db.session.scalars(select(Role).where(Role.name == "Boss")).all() == []


def test_a_name_that_is_taken_comes_back_with_a_sentence(client, owner):
    answer = client.post("/admin/roles/new/", data={"name": "editor"})
    assert answer.status_code == 422
    assert "There is a role with this name already" in answer.text


def test_a_builtin_role_is_described_and_not_renamed(db, client, owner):
    editor = role_named("editor")
    assert 'name="name"' not in client.get(f"/admin/roles/edit/?id={editor.id}").text
    client.post(f"/admin/roles/edit/?id={editor.id}", data={"name": "boss", "description": "Runs the desk."})
    db.session.expire_all()
    assert role_named("editor").description == "Runs the desk."


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_the_owner_role_cannot_be_touched(client, owner, act):
    assert client.get(f"/admin/roles/{act}/?id={role_named('owner').id}").status_code == 403


def test_delete_says_how_many_lose_the_role(db, client, owner):
    role = create_role("proof", by=SYSTEM)
    UserFactory.create_batch(2, roles=[role])
    assert (
        "2 people have this role and will lose it." in client.get(f"/admin/roles/delete/?id={role.id}").text
    )
    assert client.post(f"/admin/roles/delete/?id={role.id}").status_code == 302
    assert db.session.scalars(select(Role).where(Role.name == "proof")).all() == []


def test_the_list_counts_the_people(client, owner):
    UserFactory.create_batch(3, role="contributor")
    text = client.get("/admin/roles/").text
    assert re.search(r"flt0_role=contributor\">3<", text)
    assert "Writes drafts and submits them for review." in text
