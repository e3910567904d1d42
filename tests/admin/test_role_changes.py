"""What a change of roles does to whom, shown before it is saved."""

import re
from html import unescape

import pytest

from cms.actions.roles import create_role, fingerprint, set_permissions
from cms.models import Role, User
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


def sent(role, *permissions):
    """The form of the matrix, not confirmed yet."""
    return {f"base-{role.id}": fingerprint(role), f"role-{role.id}": [each.value for each in permissions]}


def hidden(text):
    """What the preview carries on."""
    pairs = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text.split('class="form-foot"')[1]
    )
    data = {}
    for name, value in pairs:
        data.setdefault(name, []).append(unescape(value))
    return data


def test_the_preview_names_who_gains_and_loses_and_saves_nothing(db, client, owner):
    author = role_named("author")
    UserFactory(role="author", name="Ann"), UserFactory(role="author", name="Bea")
    before = granted_by(author)
    page = client.post(MATRIX, data=sent(author, *(before - {P.TAG_CREATE}), P.TAG_DELETE))
    assert page.status_code == 200
    assert "Nothing is saved yet." in page.text
    assert "2 people" in page.text and "Ann" in page.text and "Bea" in page.text
    assert page.text.count("<li>Delete tags</li>") == 2, "once for the role, once for the people"
    assert page.text.count("<li>Create tags</li>") == 2
    db.session.expire_all()
    assert granted_by(db.session.get(Role, author.id)) == before


def test_the_preview_is_confirmed_with_what_it_carries(db, client, owner):
    author = role_named("author")
    page = client.post(MATRIX, data=sent(author, P.BACKOFFICE_ENTER, P.TAG_CREATE))
    assert client.post(MATRIX, data={**hidden(page.text), "confirmed": "1"}).status_code == 302
    db.session.expire_all()
    assert granted_by(db.session.get(Role, author.id)) == {P.BACKOFFICE_ENTER, P.TAG_CREATE}


def test_who_keeps_it_through_another_role_is_not_told_of(client, owner):
    author = role_named("author")
    UserFactory(name="Both", roles=[author, role_named("editor")])
    page = client.post(MATRIX, data=sent(author, *(granted_by(author) - {P.TAG_CREATE})))
    assert "Both" not in page.text
    assert "Nobody gains or loses anything by this" in page.text


def test_people_for_whom_different_things_change_stand_apart(client, owner):
    author, reader = role_named("author"), role_named("reader")
    UserFactory(role="author", name="Ann"), UserFactory(role="reader", name="Rea")
    data = {**sent(author, *granted_by(author), P.TAG_DELETE), **sent(reader)}
    text = client.post(MATRIX, data=data).text
    assert len(re.findall(r'id="effect-\d"', text)) == 2


def test_inactive_people_neither_gain_nor_lose(client, owner):
    UserFactory(role="author", name="Asleep", active=False)
    author = role_named("author")
    page = client.post(MATRIX, data=sent(author, *granted_by(author), P.TAG_DELETE))
    assert "Asleep" not in page.text


def test_many_people_are_counted_and_the_first_named(client, owner):
    UserFactory.create_batch(13, role="moderator")
    moderator = role_named("moderator")
    text = client.post(MATRIX, data=sent(moderator, *granted_by(moderator), P.TAG_VIEW)).text
    assert "13 people" in text and "and 3 more" in text


def test_the_preview_warns_when_nobody_could_do_it_any_more(client, owner):
    UserFactory(role="moderator")
    moderator = role_named("moderator")
    text = client.post(MATRIX, data=sent(moderator, *(granted_by(moderator) - {P.COMMENT_DELETE}))).text
    assert (
        "Besides owners nobody will be able to do this any more: “Delete trashed comments for good”." in text
    )
    UserFactory(role="editor")
    text = client.post(MATRIX, data=sent(moderator, *(granted_by(moderator) - {P.COMMENT_DELETE}))).text
    assert "Besides owners nobody" not in text


def test_the_preview_warns_of_what_one_loses_oneself(client):
    held = (P.BACKOFFICE_ENTER, P.ROLE_VIEW, P.ROLE_EDIT, P.TAG_VIEW)
    keeper = create_role("keeper", permissions=held, by=SYSTEM)
    sign_in(client, UserFactory(roles=[keeper]))
    text = client.post(MATRIX, data=sent(keeper, P.BACKOFFICE_ENTER, P.ROLE_VIEW, P.ROLE_EDIT)).text
    assert "You yourself lose this: “See the list of tags”." in text


def test_a_role_changed_between_preview_and_confirmation_loses_no_tick(client, owner):
    author = role_named("author")
    page = client.post(MATRIX, data=sent(author, P.BACKOFFICE_ENTER, P.TAG_DELETE))
    set_permissions(author, [P.BACKOFFICE_ENTER, P.TAG_EDIT], by=SYSTEM)
    answer = client.post(MATRIX, data={**hidden(page.text), "confirmed": "1"})
    assert answer.status_code == 409
    assert "Somebody changed the role" in answer.text
    box = re.search(
        rf'<input type="checkbox"[^>]*name="role-{author.id}" value="tag.delete"[^>]*>', answer.text
    )[0]
    assert "checked" in box


def test_the_way_back_from_the_preview_keeps_the_ticks(client, owner):
    author = role_named("author")
    page = client.post(MATRIX, data=sent(author, P.TAG_DELETE))
    text = client.post(MATRIX, data={**hidden(page.text), "again": "1"}).text
    box = re.search(rf'<input type="checkbox"[^>]*name="role-{author.id}" value="tag.delete"[^>]*>', text)[0]
    assert "checked" in box


def test_what_one_may_not_give_is_refused_before_the_preview(client):
    held = (P.BACKOFFICE_ENTER, P.ROLE_VIEW, P.ROLE_EDIT, P.COMMENT_CREATE)
    sign_in(client, UserFactory(roles=[create_role("keeper", permissions=held, by=SYSTEM)]))
    assert client.post(MATRIX, data=sent(role_named("reader"), P.TAG_DELETE)).status_code == 403


def test_the_queries_of_the_preview_do_not_grow_with_the_people(db, client, owner, count_queries):
    author, counts = role_named("author"), []
    for _round in range(2):
        UserFactory.create_batch(5, role="author")
        db.session.commit()
        data = sent(author, *granted_by(author), P.TAG_DELETE)
        count_queries.clear()
        client.post(MATRIX, data=data)
        counts.append(len(count_queries))
    assert counts[0] == counts[1] <= 30


def test_the_deletion_of_a_role_says_what_people_lose(client, owner):
    role = create_role("proof", permissions=[P.TAG_VIEW], by=SYSTEM)
    UserFactory(roles=[role])
    text = client.get(f"/admin/roles/delete/?id={role.id}").text
    assert "1 person may then no longer: See the list of tags." in text


def test_the_matrix_counts_and_links_who_has_a_permission(client, owner):
    UserFactory(roles=[role_named("author"), role_named("editor")])
    text = client.get(MATRIX).text
    assert re.search(r'holders/\?permission=tag.create">2 people', text)


def test_who_holds_a_permission_is_listed_with_the_roles(client, owner):
    UserFactory(name="Both", roles=[role_named("author"), role_named("editor")])
    UserFactory(name="Rea", role="reader")
    text = client.get("/admin/roles/holders/?permission=post.publish_own").text
    assert "Both" in text and "Editor" in text and "Author" in text
    assert "Rea" not in text


def test_the_holders_stand_on_pages(client, owner):
    UserFactory.create_batch(52, role="reader")
    text = client.get("/admin/roles/holders/?permission=comment.create&page=1").text
    assert "Page 2 of 2" in text
    for page in ("x", "-1", "9" * 20, "77"):
        assert client.get(f"/admin/roles/holders/?permission=comment.create&page={page}").status_code == 200


@pytest.mark.parametrize("permission", ["", "world.rule", "\x00"])
def test_no_permission_has_no_holders(client, owner, permission):
    assert client.get("/admin/roles/holders/", query_string={"permission": permission}).status_code == 404


def test_a_copy_begins_with_the_form_filled_in(client, owner):
    author = role_named("author")
    assert f"/admin/roles/new/?like={author.id}" in client.get(f"/admin/roles/details/?id={author.id}").text
    text = client.get(f"/admin/roles/new/?like={author.id}").text
    assert re.search(rf'<option selected value="{author.id}">Author', text)
    assert client.get("/admin/roles/new/?like=x").status_code == 200


def test_other_roles_for_a_person_show_first_what_changes(db, client, owner):
    ann = UserFactory(role="author", name="Ann")
    form = {
        "email": ann.email,
        "name": "Ann B.",
        "handle": ann.handle,
        "roles_shown": "1",
        "roles": ["moderator"],
    }
    page = client.post(f"/admin/users/edit/?id={ann.id}", data=form)
    assert page.status_code == 200
    assert "Gets: Moderator." in page.text and "Loses: Author." in page.text
    assert "<li>Moderate every comment</li>" in page.text and "<li>Write new posts</li>" in page.text
    db.session.expire_all()
    assert db.session.get(User, ann.id).name == "Ann"
    done = client.post(f"/admin/users/edit/?id={ann.id}", data={**hidden(page.text), "confirmed": "1"})
    assert done.status_code == 302
    db.session.expire_all()
    ann = db.session.get(User, ann.id)
    assert (ann.name, [role.name for role in ann.roles]) == ("Ann B.", ["moderator"])


def test_roles_that_others_changed_meanwhile_are_shown_again(db, client, owner):
    ann = UserFactory(role="author", name="Ann")
    form = {
        "email": ann.email,
        "name": "Ann",
        "handle": ann.handle,
        "roles_shown": "1",
        "roles": ["moderator"],
    }
    page = client.post(f"/admin/users/edit/?id={ann.id}", data=form)
    ann.roles = [role_named("editor")]
    db.session.commit()
    again = client.post(f"/admin/users/edit/?id={ann.id}", data={**hidden(page.text), "confirmed": "1"})
    assert again.status_code == 200
    assert "Somebody has changed the roles meanwhile" in again.text
    assert (
        client.post(
            f"/admin/users/edit/?id={ann.id}", data={**hidden(again.text), "confirmed": "1"}
        ).status_code
        == 302
    )


def test_the_way_back_to_the_form_keeps_what_was_typed(client, owner):
    ann = UserFactory(role="author", name="Ann")
    form = {
        "email": ann.email,
        "name": "Typed",
        "handle": ann.handle,
        "roles_shown": "1",
        "roles": ["moderator"],
    }
    page = client.post(f"/admin/users/edit/?id={ann.id}", data=form)
    text = client.post(f"/admin/users/edit/?id={ann.id}", data={**hidden(page.text), "again": "1"}).text
    assert 'value="Typed"' in text
