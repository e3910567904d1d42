"""Roles: the built-in ones, custom ones, and who may change what they grant."""

import pytest
from sqlalchemy import select

from cms.actions import roles
from cms.actions.errors import Invalid, Refused
from cms.models import Event, Role
from cms.rules.permissions import SYSTEM, Permission, granted_by
from tests.factories import UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")
P = Permission
KEEPER = (P.BACKOFFICE_ENTER, P.ROLE_VIEW, P.ROLE_CREATE, P.ROLE_EDIT, P.ROLE_DELETE, P.TAG_VIEW)


@pytest.fixture
def owner():
    return UserFactory(role="owner")


@pytest.fixture
def keeper():
    """Somebody who looks after roles without being an owner."""
    return UserFactory(roles=[roles.create_role("keeper", permissions=KEEPER, by=SYSTEM)])


def events(db, verb):
    return db.session.scalars(select(Event).where(Event.verb == verb)).all()


def test_making_the_builtin_roles_again_changes_nothing(db):
    role_named("editor").permissions = frozenset({"tag.view"})
    roles.ensure_roles()
    assert granted_by(role_named("editor")) == {P.TAG_VIEW}


def test_a_role_is_created_with_what_it_grants(db, owner):
    role = roles.create_role("  Proof   reader ", "Reads.", [P.POST_VIEW], by=owner)
    assert (role.name, role.builtin, granted_by(role)) == ("Proof reader", False, {P.POST_VIEW})
    assert events(db, "role.create")[0].after == {"name": "Proof reader", "permissions": ["post.view"]}


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "nul\x00", "editor"])
def test_a_name_that_cannot_be_kept_is_told(owner, name):
    with pytest.raises(Invalid) as caught:
        roles.create_role(name, by=owner)
    assert set(caught.value.errors) == {"name"}


def test_nobody_creates_a_role_that_grants_what_they_do_not_hold(keeper):
    with pytest.raises(Refused, match="Publish"):
        roles.create_role("publisher", permissions=[P.POST_PUBLISH], by=keeper)


def test_editor_cannot_create_roles():
    with pytest.raises(Refused):
        roles.create_role("friends", by=UserFactory(role="editor"))


def test_a_builtin_role_is_described_but_keeps_its_name(owner):
    editor = role_named("editor")
    roles.edit_role(editor, "editor", "Runs the desk.", by=owner)
    assert editor.description == "Runs the desk."
    with pytest.raises(Invalid):
        roles.edit_role(editor, "boss", by=owner)


def test_a_role_is_renamed_and_its_people_keep_it(owner):
    role = roles.create_role("proof", by=owner)
    person = UserFactory(roles=[role])
    roles.edit_role(role, "proof reader", by=owner)
    assert person.has_role_named("proof reader")


def test_deleting_a_role_takes_it_from_its_people_and_says_how_many(db, owner):
    role = roles.create_role("proof", by=owner)
    people = [UserFactory(roles=[role]) for _ in range(2)]
    assert roles.delete_role(role, by=owner) == 2
    db.session.expire_all()
    assert [person.roles for person in people] == [[], []]
    assert events(db, "role.delete")[0].before["people"] == 2


@pytest.mark.parametrize("name", ["owner", "reader"])
def test_a_builtin_role_is_not_deleted_even_by_the_system_of_screens(owner, name):
    with pytest.raises(Refused):
        roles.delete_role(role_named(name), by=owner)


def test_nobody_deletes_a_role_that_allows_more_than_their_own(owner, keeper):
    role = roles.create_role("publisher", permissions=[P.POST_PUBLISH], by=owner)
    with pytest.raises(Refused):
        roles.delete_role(role, by=keeper)


def test_the_matrix_records_what_was_given_and_taken(db, owner):
    role = roles.create_role("proof", permissions=[P.POST_VIEW, P.TAG_VIEW], by=owner)
    assert roles.set_permissions(role, [P.POST_VIEW, P.POST_REVIEW], by=owner)
    event = events(db, "role.set_permissions")[0]
    assert (event.before, event.after) == ({"taken": ["tag.view"]}, {"given": ["post.review"]})
    assert granted_by(role) == {P.POST_VIEW, P.POST_REVIEW}


def test_setting_what_is_set_changes_nothing(db, owner):
    role = role_named("reader")
    assert not roles.set_permissions(role, granted_by(role), by=owner, base="whatever it was")
    assert events(db, "role.set_permissions") == []


def test_nobody_grants_what_they_do_not_hold(keeper):
    role = roles.create_role("helper", permissions=[P.TAG_VIEW], by=SYSTEM)
    with pytest.raises(Refused, match="Delete tags"):
        roles.set_permissions(role, [P.TAG_VIEW, P.TAG_DELETE], by=keeper)


def test_holding_it_for_own_records_is_not_holding_it(keeper):
    keeper.roles = [*keeper.roles, role_named("author")]
    role = roles.create_role("helper", by=SYSTEM)
    with pytest.raises(Refused):
        roles.set_permissions(role, [P.POST_EDIT], by=keeper)
    assert roles.set_permissions(role, [P.POST_EDIT_OWN], by=keeper)


def test_the_owner_role_is_fixed(owner):
    with pytest.raises(Refused, match="owner role"):
        roles.set_permissions(role_named("owner"), [], by=owner)


def test_a_change_on_an_outdated_base_is_refused(owner):
    role = roles.create_role("proof", by=owner)
    base = roles.fingerprint(role)
    roles.set_permissions(role, [P.POST_VIEW], by=owner, base=base)
    with pytest.raises(roles.Changed, match="proof"):
        roles.set_permissions(role, [P.TAG_VIEW], by=owner, base=base)
    assert granted_by(role) == {P.POST_VIEW}


def test_a_deleted_role_is_gone(db, owner):
    role = roles.create_role("proof", by=owner)
    roles.delete_role(role, by=owner)
    assert db.session.scalars(select(Role).where(Role.name == "proof")).all() == []
