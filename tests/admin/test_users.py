"""The people screens: accounts as owners and editors see them."""

import re

import pytest
from sqlalchemy import inspect, select

from cms.actions.roles import create_role
from cms.models import Event, OutboxMessage, User
from cms.rules.permissions import SYSTEM, Permission
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import PostFactory, UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")
P = Permission


@pytest.fixture
def owner(client):
    return person(client, "owner")


@pytest.fixture
def clerk(client):
    """Signed in; looks after people and gives roles up to that of an author."""
    held = {p for p in P if p.noun == "user"} | {P.ROLE_ASSIGN, *role_named("author").permissions}
    user = UserFactory(roles=[create_role("clerk", permissions=map(P, held), by=SYSTEM)])
    sign_in(client, user)
    return user


def sent(user=None, **fields):
    """What the form of a person sends."""
    known = {"email": user.email, "name": user.name, "handle": user.handle} if user else {}
    roles = [role.name for role in user.roles] if user else []
    return {
        **known,
        "bio": "",
        "locale": "",
        "timezone": "",
        "roles_shown": "1",
        "roles": roles,
        "confirmed": "1",
        **fields,
    }


def reread(db, user):
    (key,) = inspect(user).identity
    db.session.expire_all()
    return db.session.get(User, key)


def boxes(page):
    """The role checkboxes of a form: name → attributes."""
    return {
        re.search(r'value="([^"]+)"', tag)[1]: tag
        for tag in re.findall(r'<input type="checkbox" id="role-[^>]+>', page.text)
    }


def test_the_list_shows_people_and_never_their_secrets(client, owner):
    other = UserFactory(role="editor", name="Idris Pell")
    for path in ("", "export/csv/", f"details/?id={other.id}", f"edit/?id={other.id}"):
        text = client.get(f"/admin/users/{path}").text
        assert "Idris Pell" in text
        assert other.password not in text
        assert other.fs_uniquifier not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=idris", {"Idris"}),
        ("search=ola@example.com", {"Ola"}),
        ("flt0_role=moderator", {"Ola"}),
        ("flt0_active=inactive", {"Gone"}),
        ("flt0_active=unclaimed", {"Imported"}),
        ("flt0_active=unconfirmed", {"Fresh"}),
        ("flt0_role=moderator&flt1_active=inactive", set()),
    ],
)
def test_people_are_found_by_words_role_and_state(client, owner, query, found):
    UserFactory(role="editor", name="Idris")
    UserFactory(role="moderator", name="Ola", email="ola@example.com")
    UserFactory(name="Gone", active=False)
    UserFactory(name="Imported", active=False, password=None, roles=[])
    UserFactory(name="Fresh", confirmed_at=None)
    text = client.get(f"/admin/users/?{query}").text
    named = {name for name in ("Idris", "Ola", "Gone", "Imported", "Fresh") if f">{name}</a>" in text}
    assert named == found


def test_an_imported_author_is_recognisable(client, owner):
    imported = UserFactory(name="Old Hand", active=False, password=None, roles=[])
    assert "Imported, nobody signs in" in client.get("/admin/users/").text
    assert "Invite to claim" in client.get(f"/admin/users/details/?id={imported.id}").text


def test_editor_reads_without_editing_controls(client):
    person(client, "editor")
    other = UserFactory(role="author")
    text = client.get("/admin/users/").text + client.get(f"/admin/users/details/?id={other.id}").text
    assert other.email in text
    for control in ("Add a person", ">Deactivate<", "Delete", "Edit</a>", "rowid"):
        assert control not in text
    for path in ("new/", f"edit/?id={other.id}", f"delete/?id={other.id}", f"deactivation/?id={other.id}"):
        assert client.get(f"/admin/users/{path}").status_code == 403


@pytest.mark.parametrize("role", ["author", "contributor", "moderator", "reader"])
def test_others_do_not_see_people(client, role):
    person(client, role)
    assert client.get("/admin/users/").status_code == 403


def test_an_added_person_gets_the_roles_and_a_mail(db, client, owner):
    answer = client.post(
        "/admin/users/new/", data=sent(email="Nell@Example.com", name="Nell", roles="author")
    )
    assert answer.status_code == 302
    nell = db.session.scalars(select(User).where(User.email == "nell@example.com")).one()
    assert [role.name for role in nell.roles] == ["author"]
    assert db.session.scalars(select(OutboxMessage.recipient)).all() == ["nell@example.com"]
    assert "on its way to nell@example.com" in client.get(answer.location).text


def test_what_cannot_be_kept_comes_back_with_a_sentence_and_all_that_was_typed(client, owner):
    data = sent(email=owner.email, name="Twin", bio="Long story", roles=["author", "moderator"])
    answer = client.post("/admin/users/new/", data=data)
    assert answer.status_code == 422
    assert "Somebody has this e-mail address already" in answer.text
    assert "Long story" in answer.text
    assert {name for name, tag in boxes(answer).items() if "checked" in tag} == {"author", "moderator"}


def test_profile_and_roles_are_saved_together(db, client, owner):
    ida = UserFactory(role="reader")
    data = sent(ida, name="Ida B.", locale="de", timezone="Europe/Berlin", roles=["author", "moderator"])
    assert client.post(f"/admin/users/edit/?id={ida.id}", data=data).status_code == 302
    ida = reread(db, ida)
    assert (ida.name, ida.locale, ida.timezone) == ("Ida B.", "de", "Europe/Berlin")
    assert [role.name for role in ida.roles] == ["author", "moderator"]


def test_a_form_that_does_not_ask_about_roles_leaves_them(db, client, owner):
    ida = UserFactory(role="editor")
    data = {key: value for key, value in sent(ida).items() if not key.startswith("roles")}
    client.post(f"/admin/users/edit/?id={ida.id}", data=data)
    assert reread(db, ida).has_role_named("editor")


def test_all_roles_can_be_taken_away(db, client, owner):
    ida = UserFactory(role="editor")
    client.post(f"/admin/users/edit/?id={ida.id}", data=sent(ida, roles=[]))
    assert reread(db, ida).roles == []


def test_roles_that_one_may_not_give_are_disabled_with_the_reason(client, clerk):
    page = client.get(f"/admin/users/edit/?id={UserFactory().id}")
    assert {name for name, tag in boxes(page).items() if "disabled" in tag} == {
        "owner",
        "editor",
        "moderator",
    }
    assert "allows more than your own roles do" in page.text


def test_sending_a_disabled_role_all_the_same_is_refused(db, client, clerk):
    ida = UserFactory()
    assert client.post(f"/admin/users/edit/?id={ida.id}", data=sent(ida, roles=["owner"])).status_code == 403
    assert not reread(db, ida).has_role_named("owner")


def test_a_role_behind_a_disabled_box_stays(db, client, clerk):
    nothing = create_role("helper", by=SYSTEM)
    ida = UserFactory(roles=[role_named("reader"), nothing])
    client.post(f"/admin/users/edit/?id={ida.id}", data=sent(ida, roles=["author"]))
    assert {role.name for role in reread(db, ida).roles} == {"author"}


def test_the_account_of_somebody_who_may_do_more_is_closed_to_a_clerk(client, clerk):
    boss = UserFactory(role="owner")
    assert client.get(f"/admin/users/edit/?id={boss.id}").status_code == 403
    assert client.post(f"/admin/users/deactivation/?id={boss.id}").status_code == 403
    assert (
        client.post("/admin/users/action/", data={"action": "deactivate", "rowid": boss.id}).status_code
        == 200
    )
    confirmed = {"action": "deactivate", "rowid": boss.id, "confirmed": "1"}
    page = client.post("/admin/users/action/", data=confirmed, follow_redirects=True)
    assert "may do more than you" in page.text
    assert boss.active


LAST_OWNER_GOES = [
    ("edit/?id={id}", {"roles_shown": "1", "roles": ["editor"], "confirmed": "1"}),
    ("deactivation/?id={id}", {}),
]


@pytest.mark.parametrize(("path", "data"), LAST_OWNER_GOES)
def test_the_last_active_owner_stays_on_every_screen(db, client, owner, path, data):
    answer = client.post(f"/admin/users/{path.format(id=owner.id)}", data={**sent(owner), **data})
    assert answer.status_code == 409
    assert "last active owner" in answer.text
    assert reread(db, owner).has_role_named("owner")
    assert reread(db, owner).active


def test_nobody_deletes_the_own_account_here(db, client, owner):
    UserFactory(role="owner")
    for ask in (client.get, client.post):
        answer = ask(f"/admin/users/delete/?id={owner.id}")
        assert (answer.status_code, "under “Your account”" in answer.text) == (403, True)
    assert reread(db, owner)


def test_a_bulk_deactivation_of_all_owners_leaves_one(db, client, owner):
    other, reader = UserFactory(role="owner", name="Second"), UserFactory(name="Reader")
    data = {"action": "deactivate", "rowid": [other.id, owner.id, reader.id], "confirmed": "1"}
    page = client.post("/admin/users/action/", data=data, follow_redirects=True)
    assert "Deactivate: done for 2" in page.text
    assert "last active owner" in page.text
    assert [reread(db, user).active for user in (other, owner, reader)] == [False, True, False]


def test_deactivation_asks_first_and_signs_out_at_once(db, app, client, owner):
    editor = UserFactory(role="editor")
    theirs = sign_in(app.test_client(), editor)
    assert theirs.get("/admin/").status_code == 200
    assert "Deactivate" in client.get(f"/admin/users/deactivation/?id={editor.id}").text
    assert reread(db, editor).active
    client.post(f"/admin/users/deactivation/?id={editor.id}", data={"reason": "Left"})
    assert theirs.get("/admin/").status_code == 302
    assert db.session.scalars(select(Event.reason).where(Event.verb == "user.deactivate")).all() == ["Left"]
    client.post("/admin/users/reactivation/", data={"id": editor.id})
    assert reread(db, editor).active


def test_a_new_role_holds_from_the_next_request_on(app, client, owner):
    reader = UserFactory(role="reader")
    theirs = sign_in(app.test_client(), reader)
    assert theirs.get("/admin/").status_code == 403
    client.post(f"/admin/users/edit/?id={reader.id}", data=sent(reader, roles=["contributor"]))
    assert theirs.get("/admin/").status_code == 200


def test_an_invitation_can_be_sent_again_until_a_password_is_set(db, client, owner):
    newcomer = UserFactory(password=None, confirmed_at=None)
    assert "Send an invitation" in client.get(f"/admin/users/details/?id={newcomer.id}").text
    client.post("/admin/users/invitation/", data={"id": newcomer.id})
    assert len(db.session.scalars(select(OutboxMessage)).all()) == 1
    assert client.post("/admin/users/invitation/", data={"id": owner.id}).status_code == 409


def test_delete_asks_first(db, client, owner):
    silent = UserFactory()
    assert client.get(f"/admin/users/delete/?id={silent.id}").status_code == 200
    assert reread(db, silent)
    assert client.post(f"/admin/users/delete/?id={silent.id}").status_code == 302
    assert reread(db, silent) is None


def test_details_tell_what_a_person_may_do_and_did(client, owner):
    author = UserFactory(role="author")
    post = PostFactory(author=author, title="Low water")
    sign_in(client, author)
    client.post(f"/admin/posts/publication/?id={post.id}", data={"transition": "archive"})
    sign_in(client, owner)
    text = client.get(f"/admin/users/details/?id={author.id}").text
    assert "Publish, schedule, unpublish and archive own posts" in text
    assert "Archived the post" in text
    assert f"/admin/posts/details/?id={post.id}" in text


def test_what_a_person_did_is_shown_to_those_who_may_see_the_log(client):
    person(client, "editor")
    assert "What they did last" not in client.get(f"/admin/users/details/?id={PostFactory().author.id}").text


@pytest.mark.parametrize("path", ["edit/", "details/", "delete/", "deactivation/"])
@pytest.mark.parametrize("id", ["", "abc", "-1", "0", "9" * 30, "999999"])
def test_a_bad_id_is_not_found(client, owner, path, id):
    assert client.get(f"/admin/users/{path}?id={id}").status_code == 404


def test_the_list_asks_the_same_queries_for_five_and_for_twenty(client, owner, count_queries):
    UserFactory.create_batch(4, role="editor")
    count_queries.clear()
    client.get("/admin/users/")
    few = len(count_queries)
    UserFactory.create_batch(15, role="editor")
    count_queries.clear()
    client.get("/admin/users/")
    assert len(count_queries) == few
