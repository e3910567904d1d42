"""What owners do with people's accounts, and that somebody always stays who may do it."""

import pytest
from sqlalchemy import delete, select

from cms.actions import deleting, staff
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.actions.identity import Identity, identity_of
from cms.actions.roles import create_role
from cms.models import Event, User
from cms.rules.permissions import SYSTEM, Permission
from tests.factories import UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner():
    return UserFactory(role="owner")


@pytest.fixture
def clerk():
    """Somebody who looks after accounts without being an owner."""
    permissions = [p for p in Permission if p.noun in ("user", "role")] + [Permission.BACKOFFICE_ENTER]
    role = create_role("clerk", permissions=permissions, by=SYSTEM)
    return UserFactory(roles=[role])


def newest_event(db):
    return db.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()


def test_an_added_person_has_a_lower_case_address_no_password_and_is_unconfirmed(db, owner):
    person = staff.add_person(Identity("New.Person@Example.com"), [role_named("author")], by=owner)
    assert (person.email, person.handle) == ("new.person@example.com", "new-person")
    assert (person.active, person.password, person.confirmed_at) == (True, None, None)
    assert newest_event(db).after == {"email": "new.person@example.com", "roles": ["author"]}


def test_an_address_or_handle_that_somebody_has_is_told_at_its_field(owner):
    with pytest.raises(Invalid) as caught:
        staff.add_person(Identity(owner.email.upper(), handle=owner.handle), by=owner)
    assert set(caught.value.errors) == {"email", "handle"}


@pytest.mark.parametrize("handle", ["café", "a b", "-a", "a/b", "x" * 51, "nul\x00"])
def test_a_handle_that_makes_no_address_is_refused(owner, handle):
    with pytest.raises(Invalid) as caught:
        staff.add_person(Identity("somebody@example.com", handle=handle), by=owner)
    assert "handle" in caught.value.errors


def test_a_race_for_an_address_ends_in_a_sentence(owner, monkeypatch):
    monkeypatch.setattr("cms.actions.identity._holder", lambda *_: None)
    with pytest.raises(Invalid, match="just taken"):
        staff.add_person(Identity(owner.email, handle="another"), by=owner)


def test_editor_cannot_add_people():
    with pytest.raises(Refused):
        staff.add_person(Identity("somebody@example.com"), by=UserFactory(role="editor"))


def test_nobody_adds_a_person_with_more_rights_than_their_own(clerk):
    with pytest.raises(Refused):
        staff.add_person(Identity("somebody@example.com"), [role_named("owner")], by=clerk)


def test_editing_records_only_what_changed(db, owner):
    person = UserFactory(name="Ida", bio="Sails.")
    staff.edit_person(person, Identity(person.email, person.handle, "Ida B.", "Sails."), by=owner)
    event = newest_event(db)
    assert (event.verb, event.before, event.after) == ("user.edit", {"name": "Ida"}, {"name": "Ida B."})


def test_editing_nothing_leaves_no_event(db, owner):
    person = UserFactory()
    staff.edit_person(person, identity_of(person), by=owner)
    assert db.session.scalars(select(Event).where(Event.noun == "user")).all() == []


def test_a_new_address_ends_the_sessions_and_links_of_the_old_one(owner):
    person = UserFactory()
    before = person.fs_uniquifier
    staff.edit_person(person, Identity("moved@example.com", person.handle), by=owner)
    assert person.email == "moved@example.com"
    assert person.fs_uniquifier != before


def test_the_own_address_is_changed_where_it_is_confirmed(owner):
    with pytest.raises(Invalid) as caught:
        staff.edit_person(owner, Identity("typo@example.com", owner.handle), by=owner)
    assert "email" in caught.value.errors


def test_an_imported_author_keeps_an_address_that_is_none(owner):
    person = UserFactory(email="nobody@wordpress.invalid", active=False)
    staff.edit_person(person, Identity(person.email, person.handle, "Nobody"), by=owner)
    assert person.name == "Nobody"


@pytest.mark.parametrize(
    "act",
    [
        lambda person, by: staff.edit_person(person, Identity("x@example.com", "x"), by=by),
        lambda person, by: staff.assign_roles(person, [], by=by),
        lambda person, by: staff.deactivate(person, by=by),
        lambda person, by: deleting.delete_person(person, by=by),
    ],
)
@pytest.mark.parametrize("active", [True, False])
def test_nobody_touches_the_account_of_somebody_who_may_do_more(owner, clerk, act, active):
    other = UserFactory(role="owner", active=active)
    with pytest.raises(Refused):
        act(other, clerk)


def test_roles_are_given_and_taken(db, owner):
    person = UserFactory(role="reader")
    staff.assign_roles(person, [role_named("editor"), role_named("moderator")], by=owner)
    assert {role.name for role in person.roles} == {"editor", "moderator"}
    assert newest_event(db).after == {"roles": ["editor", "moderator"]}


def test_nobody_gives_a_role_that_allows_more_than_their_own(clerk):
    person = UserFactory(role=None)
    with pytest.raises(Refused):
        staff.assign_roles(person, [role_named("editor")], by=clerk)
    assert person.roles == []


def test_nobody_raises_themselves(clerk):
    with pytest.raises(Refused):
        staff.assign_roles(clerk, [*clerk.roles, role_named("owner")], by=clerk)


def test_author_cannot_assign_roles():
    with pytest.raises(Refused):
        staff.assign_roles(UserFactory(), [], by=UserFactory(role="author"))


WAYS_TO_LOSE_AN_OWNER = [
    lambda person, by: staff.assign_roles(person, [role_named("editor")], by=by),
    lambda person, by: staff.deactivate(person, by=by),
    lambda person, by: deleting.delete_person(person, by=by),
]


@pytest.mark.parametrize("lose", WAYS_TO_LOSE_AN_OWNER)
@pytest.mark.parametrize("by", ["self", "system"])
def test_the_last_active_owner_stays(owner, lose, by):
    UserFactory(role="owner", active=False)
    UserFactory(role="owner", confirmed_at=None)
    with pytest.raises((NotPossible, Refused), match=r"last active owner|Delete your own account"):
        lose(owner, owner if by == "self" else SYSTEM)


@pytest.mark.parametrize("lose", WAYS_TO_LOSE_AN_OWNER)
def test_one_of_two_owners_may_go(owner, lose):
    lose(UserFactory(role="owner"), owner)


def test_two_owners_in_one_transaction_cannot_both_go(owner):
    other = UserFactory(role="owner")
    staff.deactivate(other, by=SYSTEM)
    with pytest.raises(NotPossible):
        staff.deactivate(owner, by=SYSTEM)


def test_an_owner_who_never_signed_in_may_be_demoted(owner):
    invited = UserFactory(role="owner", confirmed_at=None)
    staff.assign_roles(invited, [], by=owner)
    assert invited.roles == []


def test_deactivation_ends_sessions_and_links(db, owner):
    person = UserFactory()
    before = person.fs_uniquifier
    staff.deactivate(person, by=owner, reason="Left the paper")
    assert not person.active
    assert person.fs_uniquifier != before
    assert newest_event(db).reason == "Left the paper"


def test_deactivating_twice_says_so(owner):
    with pytest.raises(NotPossible, match="deactivated already"):
        staff.deactivate(UserFactory(active=False), by=owner)


def test_reactivation_gives_the_roles_back(owner):
    person = UserFactory(role="editor", active=False)
    staff.reactivate(person, by=owner)
    assert person.active
    assert person.has_role_named("editor")


def test_an_account_deleted_meanwhile_is_told_of(db, owner):
    person = UserFactory()
    db.session.execute(delete(User).where(User.id == person.id))
    with pytest.raises(NotPossible, match="deleted this a moment ago"):
        staff.deactivate(person, by=owner)
