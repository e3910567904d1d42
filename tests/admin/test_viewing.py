"""Looking at the back office as somebody else: seen is what they see, changed is nothing."""

import pytest
import time_machine
from sqlalchemy import select

from cms.actions.roles import create_role
from cms.models import Autosave, Event, Post
from cms.rules.permissions import SYSTEM, Permission
from tests.admin.assertions import person, written
from tests.client import sign_in
from tests.factories import PostFactory, TagFactory, UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")
P = Permission


@pytest.fixture
def owner(client):
    return person(client, "owner")


@pytest.fixture
def ann(db):
    return UserFactory(role="author", name="Ann")


def view(client, subject):
    return client.post("/admin/viewing/start/", data={"noun": subject.__tablename__, "id": subject.id})


def verbs(db):
    return [verb for verb in db.session.scalars(select(Event.verb).order_by(Event.id)) if "view_as" in verb]


def test_the_owner_sees_the_menu_and_the_posts_of_the_author(client, owner, ann):
    PostFactory(author=ann, title="Of Ann"), PostFactory(title="Of another")
    assert view(client, ann).status_code == 302
    text = client.get("/admin/posts/").text
    assert "Of Ann" in text and "Of another" not in text
    assert 'href="/admin/users/"' not in text
    assert "You see what Ann sees" in text and "Stop viewing" in text
    assert client.get("/admin/users/").status_code == 403


def test_a_role_is_seen_without_anybody_of_it(client, owner, ann):
    PostFactory(author=ann, title="Of Ann")
    view(client, role_named("author"))
    for screen in ("", "posts/", "comments/", "inbox/", "calendar/", "why/"):
        assert client.get(f"/admin/{screen}").status_code == 200, screen
    text = client.get("/admin/posts/").text
    assert "what the role “author” sees" in text
    assert "Of Ann" not in text


def test_what_is_seen_by_who_may_not_enter_has_the_way_back(client, owner):
    view(client, UserFactory(role="reader"))
    page = client.get("/admin/")
    assert page.status_code == 403
    assert "Stop viewing" in page.text
    assert "/account/requests" not in page.text


def test_nothing_is_changed_while_viewing(db, client, owner, ann):
    post = PostFactory(author=ann, title="Tides")
    view(client, ann)
    for path, data in (
        (f"/admin/posts/edit/?id={post.id}", written()),
        ("/admin/posts/new/", written()),
        ("/account", {"name": "Somebody"}),
        ("/change", {}),
        ("/account/requests", {"permission": "post.delete"}),
        ("/admin/viewing/start/", {"noun": "role", "id": role_named("reader").id}),
    ):
        answer = client.post(path, data=data)
        assert answer.status_code == 403, path
        assert "change nothing in their name" in answer.text
    db.session.expire_all()
    assert [row.title for row in db.session.scalars(select(Post))] == ["Tides"]


def test_every_page_has_the_way_back(client, owner, ann):
    view(client, ann)
    for path in ("/admin/posts/", "/admin/users/", "/account", "/", "/change"):
        assert "Stop viewing" in client.get(path).text, path
    assert "Stop viewing" in client.post("/admin/posts/new/").text


def test_a_visitor_next_to_it_gets_the_page_without_the_banner(app, client, owner, ann):
    view(client, ann)
    client.get("/")
    assert "Stop viewing" not in app.test_client().get("/").text


def test_unsaved_work_stays_with_its_author(db, client, owner, ann):
    post = PostFactory(author=ann, status="unpublished")
    kept = Autosave(
        author_id=ann.id, post_id=post.id, kind="post", sitting="a" * 22, slug="", title="Not for you"
    )
    db.session.add(kept)
    db.session.commit()
    view(client, ann)
    page = client.get(f"/admin/posts/edit/?id={post.id}")
    assert page.status_code == 200
    assert "Not for you" not in page.text
    assert client.get(f"/admin/posts/edit/?id={post.id}&autosave={kept.id}").status_code == 404


def test_nothing_is_exported_while_viewing(client, owner):
    view(client, UserFactory(role="editor"))
    assert client.get("/admin/posts/export/csv/").status_code == 403
    client.post("/admin/viewing/stop/")
    assert client.get("/admin/posts/export/csv/").status_code == 200


def test_begin_and_end_are_written_down_by_the_owner(db, client, owner, ann):
    view(client, ann)
    page = client.post("/admin/viewing/stop/", follow_redirects=True)
    assert "You are yourself again." in page.text
    assert "Stop viewing" not in page.text
    assert verbs(db) == ["user.view_as", "user.view_as_end"]
    assert set(db.session.scalars(select(Event.actor_id).where(Event.verb.contains("view_as")))) == {owner.id}


def test_it_ends_by_itself_after_half_an_hour(db, client, owner, ann):
    with time_machine.travel("2026-05-01 10:00", tick=False) as clock:
        sign_in(client, owner)
        view(client, ann)
        clock.move_to("2026-05-01 10:29")
        assert "You see what Ann sees" in client.get("/admin/").text
        clock.move_to("2026-05-01 10:31")
        text = client.get("/admin/users/").text
    assert "ends after half an hour" in text and "Stop viewing" not in text
    assert verbs(db) == ["user.view_as", "user.view_as_end"]


def test_it_ends_with_the_sign_out(db, client, owner, ann):
    view(client, ann)
    client.post("/logout")
    assert verbs(db) == ["user.view_as", "user.view_as_end"]
    sign_in(client, owner)
    assert "Stop viewing" not in client.get("/admin/").text


def test_it_ends_when_the_viewed_one_comes_to_hold_more(db, client, ann):
    held = [P(name) for name in role_named("author").permissions]
    more = (P.USER_VIEW, P.USER_VIEW_AS)
    clerk = UserFactory(roles=[create_role("clerk", permissions=[*held, *more], by=SYSTEM)])
    sign_in(client, clerk)
    assert view(client, ann).status_code == 302
    ann.roles = [role_named("owner")]
    db.session.commit()
    assert "may no longer look as Ann" in client.get("/admin/").text


def test_nobody_looks_as_somebody_who_may_do_more(client):
    deputy = create_role(
        "deputy", permissions=[P.BACKOFFICE_ENTER, P.USER_VIEW, P.ROLE_VIEW, P.USER_VIEW_AS], by=SYSTEM
    )
    sign_in(client, UserFactory(roles=[deputy]))
    for subject in (UserFactory(role="owner"), role_named("editor")):
        assert view(client, subject).status_code == 403


@pytest.mark.parametrize("role", ["editor", "author", "moderator"])
def test_only_owners_look_as_others_at_first(client, ann, role):
    person(client, role)
    assert view(client, ann).status_code == 403


def test_oneself_and_closed_accounts_are_not_viewed(client, owner):
    assert view(client, owner).status_code == 409
    assert view(client, UserFactory(active=False)).status_code == 409


@pytest.mark.parametrize("form", [{}, {"id": "x"}, {"noun": "role", "id": "99999999999"}, {"id": "4242"}])
def test_who_is_not_there_is_a_404(client, owner, form):
    assert client.post("/admin/viewing/start/", data=form).status_code == 404


def test_to_stop_without_having_begun_does_nothing(db, client, owner):
    assert client.post("/admin/viewing/stop/").status_code == 302
    assert verbs(db) == []


def test_somebody_else_who_signs_in_does_not_inherit_it(client, owner, ann):
    view(client, ann)
    sign_in(client, UserFactory(role="owner"))
    assert "Stop viewing" not in client.get("/admin/").text


def test_the_details_of_a_person_and_a_role_offer_it(client, owner, ann):
    text = client.get(f"/admin/users/details/?id={ann.id}").text
    assert "View as Ann" in text and "/admin/why/?person=" in text
    assert "View as this role" in client.get(f"/admin/roles/details/?id={role_named('author').id}").text


def test_the_preview_of_a_post_shows_what_the_viewed_one_may_see(client, owner, ann):
    foreign = PostFactory(status="unpublished")
    assert client.get(f"/preview/post/{foreign.id}").status_code == 200
    view(client, ann)
    assert client.get(f"/preview/post/{foreign.id}").status_code == 404


def test_the_editor_is_quiet_while_viewing(client, owner, ann):
    post = PostFactory(author=ann, status="unpublished", title="Tides")
    address = f"/admin/posts/edit/?id={post.id}"
    loud = ("data-autosave", "data-presence=", "data-draft=", "data-guard", 'value="save"', 'value="publish"')
    page = client.get(address).text
    assert [mark for mark in loud if mark not in page] == []
    view(client, ann)
    for path in (address, "/admin/posts/new/"):
        page = client.get(path).text
        assert [mark for mark in loud if mark in page] == []
        assert "Read only: you look at this as Ann" in page
        assert '<fieldset class="bare" disabled>' in page
    assert 'value="Tides"' in client.get(address).text


def test_other_forms_are_read_only_while_viewing(client, owner):
    tag = TagFactory()
    view(client, UserFactory(role="editor", name="Ed"))
    page = client.get(f"/admin/tags/edit/?id={tag.id}").text
    assert "Read only: you look at this as Ed" in page
    assert '<fieldset class="bare" disabled>' in page and "data-guard" not in page
    assert '<button class="button primary">' not in page
