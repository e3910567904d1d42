"""The cases that matter most, written by hand: who tries what, on whose record, and what comes of it."""

from typing import NamedTuple

import pytest

from cms.models import CommentStatus, PostKind, PostStatus, Role, User, now
from tests.client import sign_in
from tests.factories import CommentFactory, PostFactory, TagFactory, UserFactory, role_named


class Case(NamedTuple):
    who: str
    tries: str
    address: str
    expected: int
    method: str = "POST"
    form: dict = {}


TITLE = {"title": "Taken over", "body": "<p>Mine now.</p>"}
CASES = [
    # Visitors and readers
    Case("visitor", "opens the back office", "/admin/", 302, "GET"),
    Case(
        "visitor",
        "reads somebody's draft in the back office",
        "/admin/posts/details/?id={foreign_draft}",
        302,
        "GET",
    ),
    Case("visitor", "reads a draft on the site", "/posts/{foreign_draft_slug}", 404, "GET"),
    Case(
        "visitor",
        "comments without signing in",
        "/posts/{foreign_slug}/comments",
        302,
        form={"text": "Hello."},
    ),
    Case("reader", "opens the back office", "/admin/", 403, "GET"),
    Case("reader", "opens the list of posts", "/admin/posts/", 403, "GET"),
    Case("reader", "writes a post", "/admin/posts/new/", 403, form=TITLE),
    Case("reader", "deletes a post", "/admin/posts/delete/?id={trashed}", 403),
    Case(
        "reader",
        "publishes in bulk",
        "/admin/posts/action/",
        403,
        form={"action": "publish", "rowid": "{foreign_draft}"},
    ),
    # Contributors
    Case("contributor", "opens somebody else's draft", "/admin/posts/edit/?id={foreign_draft}", 404, "GET"),
    Case(
        "contributor",
        "edits the own draft",
        "/admin/posts/edit/?id={own_draft}",
        302,
        form={**TITLE, "base": 1},
    ),
    Case(
        "contributor",
        "publishes the own draft by the button",
        "/admin/posts/edit/?id={own_draft}",
        403,
        form={**TITLE, "base": 1, "act": "publish"},
    ),
    Case(
        "contributor",
        "publishes the own draft in bulk",
        "/admin/posts/action/",
        403,
        form={"action": "publish", "rowid": "{own_draft}"},
    ),
    Case(
        "contributor",
        "publishes the own draft by its address",
        "/admin/posts/publication/?id={own_draft}",
        403,
        form={"transition": "publish"},
    ),
    Case(
        "contributor", "publishes while creating", "/admin/posts/new/", 403, form={**TITLE, "act": "publish"}
    ),
    Case(
        "contributor",
        "edits the own post once it is published",
        "/admin/posts/edit/?id={own}",
        403,
        form=TITLE,
    ),
    Case(
        "contributor",
        "trashes the own draft",
        "/admin/posts/publication/?id={own_draft}",
        403,
        form={"transition": "trash"},
    ),
    Case(
        "contributor",
        "submits the own draft",
        "/admin/posts/review/?id={own_draft}",
        302,
        form={"transition": "submit"},
    ),
    Case(
        "contributor",
        "approves the own draft",
        "/admin/posts/review/?id={own_draft}",
        403,
        form={"transition": "approve"},
    ),
    Case(
        "contributor",
        "looks tags up while writing",
        "/admin/posts/ajax/lookup/?name=tags&query=t",
        200,
        "GET",
    ),
    Case("contributor", "looks into the pages", "/admin/pages/", 403, "GET"),
    # Authors
    Case("author", "opens somebody else's draft", "/admin/posts/edit/?id={foreign_draft}", 404, "GET"),
    Case("author", "changes somebody else's post", "/admin/posts/edit/?id={foreign}", 404, form=TITLE),
    Case(
        "author",
        "reads the details of somebody else's post",
        "/admin/posts/details/?id={foreign_draft}",
        404,
        "GET",
    ),
    Case("author", "deletes somebody else's post", "/admin/posts/delete/?id={trashed}", 404),
    Case("author", "deletes the own post for good", "/admin/posts/delete/?id={own_trashed}", 403),
    Case(
        "author",
        "publishes the own draft",
        "/admin/posts/publication/?id={own_draft}",
        302,
        form={"transition": "publish"},
    ),
    Case("author", "exports the list of posts", "/admin/posts/export/csv/", 403, "GET"),
    Case(
        "author",
        "approves a comment under somebody else's post",
        "/admin/comments/moderation/?id={foreign_comment}",
        404,
        form={"transition": "approve"},
    ),
    Case(
        "author",
        "approves a comment under the own post",
        "/admin/comments/moderation/?id={own_comment}",
        302,
        form={"transition": "approve"},
    ),
    Case("author", "opens the people screen", "/admin/users/", 403, "GET"),
    # Moderators
    Case("moderator", "opens the list of posts", "/admin/posts/", 403, "GET"),
    Case("moderator", "edits a post", "/admin/posts/edit/?id={foreign}", 403, form=TITLE),
    Case(
        "moderator",
        "holds a comment",
        "/admin/comments/moderation/?id={foreign_comment}",
        302,
        form={"transition": "spam"},
    ),
    Case("moderator", "renames a tag", "/admin/tags/edit/?id={tag}", 403, form={"name": "Mine"}),
    # Editors
    Case(
        "editor",
        "edits everybody's draft",
        "/admin/posts/edit/?id={foreign_draft}",
        302,
        form={**TITLE, "base": 1},
    ),
    Case("editor", "reads the event log", "/admin/events/", 403, "GET"),
    Case("editor", "changes the settings", "/admin/settings/", 403, form={"site_name": "Mine"}),
    Case("editor", "makes a reader an owner", "/admin/users/edit/?id={reader}", 403, form={"roles": "owner"}),
    Case("editor", "deactivates an owner", "/admin/users/deactivation/?id={owner}", 403),
    Case("editor", "changes what roles allow", "/admin/roles/matrix/", 403),
    Case("editor", "deletes a post that is not in the trash", "/admin/posts/delete/?id={foreign}", 409),
    # Owners, and those who were
    Case("owner", "reads the event log", "/admin/events/", 200, "GET"),
    Case("owner", "deactivates the last owner", "/admin/users/deactivation/?id={owner}", 409),
    Case("owner", "deletes the last owner", "/admin/users/delete/?id={owner}", 403),
    Case("owner", "deletes a role of the system", "/admin/roles/delete/?id={role}", 403),
    Case("owner", "edits a page by the screen of posts", "/admin/posts/edit/?id={page}", 404, "GET"),
    Case("owner who is not active", "opens the back office", "/admin/", 302, "GET"),
    Case(
        "owner who is not active",
        "trashes a post",
        "/admin/posts/publication/?id={foreign}",
        302,
        form={"transition": "trash"},
    ),
]


@pytest.fixture
def world(db):
    """The person of a case, what is theirs, and what is somebody else's."""

    def made(who):
        role, _, asleep = who.partition(" who")
        person = None if who == "visitor" else UserFactory(role=role, active=not asleep)
        owner = person if who == "owner" else UserFactory(role="owner")
        author = person or UserFactory(role="author")
        foreign = PostFactory()
        foreign_draft = PostFactory(status=PostStatus.UNPUBLISHED)
        ids = {
            "own": PostFactory(author=author).id,
            "own_draft": PostFactory(author=author, status=PostStatus.UNPUBLISHED).id,
            "own_trashed": PostFactory(author=author, status=PostStatus.TRASHED).id,
            "own_comment": CommentFactory(post=PostFactory(author=author), status=CommentStatus.PENDING).id,
            "foreign": foreign.id,
            "foreign_slug": foreign.slug,
            "foreign_draft": foreign_draft.id,
            "foreign_draft_slug": foreign_draft.slug,
            "foreign_comment": CommentFactory(status=CommentStatus.PENDING).id,
            "trashed": PostFactory(status=PostStatus.TRASHED).id,
            "page": PostFactory(kind=PostKind.PAGE).id,
            "tag": TagFactory().id,
            "reader": UserFactory(role="reader").id,
            "owner": owner.id,
            "role": role_named("editor").id,
        }
        db.session.commit()
        return person, ids

    return made


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.who} {case.tries}")
def test_who_may_what(client, world, case):
    person, ids = world(case.who)
    if person:
        sign_in(client, person)
    form = {name: str(value).format(**ids) for name, value in case.form.items()}
    data = form if case.method == "POST" else None
    with client.open(case.address.format(**ids), method=case.method, data=data) as answer:
        code, location = answer.status_code, answer.headers.get("Location", "")
    # A form answered by a redirect was taken, unless it leads to the sign-in page.
    assert (302 if code == 303 else code) == case.expected
    if person is None or not person.active:
        assert code == 404 or location.startswith("/login")
    else:
        assert not location.startswith("/login")


def test_bulk_touches_only_what_the_person_sees_and_may_change(client, db, world):
    person, ids = world("author")
    rows = [ids["foreign_draft"], ids["own_draft"]]
    sent = {"action": "publish", "rowid": rows, "confirmed": "1"}
    sign_in(client, person).post("/admin/posts/action/", data=sent)
    db.session.expire_all()
    status = dict(db.session.execute(db.text("SELECT id, status FROM post")).tuples().all())
    assert (status[ids["own_draft"]], status[ids["foreign_draft"]]) == ("published", "unpublished")


def test_an_owner_cannot_take_the_last_owners_role_away(client, db, world):
    person, ids = world("owner")
    form = {"email": person.email, "handle": person.handle, "roles_shown": "1", "roles": "reader"}
    sign_in(client, person).post(f"/admin/users/edit/?id={ids['owner']}", data=form)
    db.session.expire_all()
    assert db.session.get(User, ids["owner"]).has_role_named("owner")


def test_nobody_grants_what_they_do_not_hold(client, db):
    deputy = role_named("moderator")
    deputy.permissions |= {"role.view", "role.edit", "role.create", "role.assign", "user.view", "user.edit"}
    person, reader = UserFactory(role="moderator"), UserFactory(role="reader")
    db.session.commit()
    sign_in(client, person)
    client.post(
        f"/admin/users/edit/?id={reader.id}",
        data={"email": reader.email, "handle": reader.handle, "roles": "owner"},
    )
    client.post("/admin/roles/new/", data={"name": "mine", "like": str(role_named("editor").id)})
    db.session.expire_all()
    assert not reader.has_role_named("owner")
    assert db.session.execute(db.text("SELECT count(*) FROM role WHERE name = 'mine'")).scalar() == 0


def test_a_person_who_is_deactivated_is_out_at_once(client, db):
    editor = UserFactory(role="editor")
    db.session.commit()
    sign_in(client, editor)
    assert client.get("/admin/posts/").status_code == 200
    editor.active = False
    db.session.commit()
    assert client.get("/admin/posts/").headers["Location"].startswith("/login")


def test_who_sees_every_record_may_still_change_only_the_own_ones(client, db):
    seeing = ("backoffice.enter", "post.view", "post.edit_own", "post.trash_own", "comment.create")
    role = Role(name="chronicler", permissions=frozenset(seeing))
    db.session.add(role)
    me = UserFactory(roles=[role])
    own, foreign = (
        PostFactory(author=author, status=PostStatus.UNPUBLISHED) for author in (me, UserFactory())
    )
    db.session.commit()
    sign_in(client, me)
    for post, allowed in ((own, 302), (foreign, 403)):
        assert client.get(f"/admin/posts/details/?id={post.id}").status_code == 200
        saved = client.post(f"/admin/posts/edit/?id={post.id}", data={**TITLE, "base": "1"})
        assert saved.status_code == allowed
        moved = client.post(f"/admin/posts/publication/?id={post.id}", data={"transition": "trash"})
        assert moved.status_code == allowed


def test_a_clerk_who_edits_people_touches_nobody_above(client, db):
    may = ("backoffice.enter", "user.view", "user.edit", "user.deactivate", "user.delete")
    role = Role(name="clerk", permissions=frozenset(may))
    db.session.add(role)
    clerk, reader, owner = UserFactory(roles=[role]), UserFactory(role=""), UserFactory(role="owner")
    UserFactory(role="owner")
    db.session.commit()
    sign_in(client, clerk)
    for person, allowed in ((reader, 302), (owner, 403)):
        given = {"email": person.email, "handle": person.handle, "name": "Renamed"}
        answer = client.post(f"/admin/users/edit/?id={person.id}", data=given)
        assert answer.status_code == allowed
        db.session.refresh(person)
        assert (person.name == "Renamed") is (allowed == 302)


def test_a_role_taken_away_closes_the_screen_at_once(client, db):
    editor = UserFactory(role="editor")
    db.session.commit()
    sign_in(client, editor)
    assert client.get("/admin/posts/").status_code == 200
    editor.roles = [role_named("reader")]
    db.session.commit()
    assert client.get("/admin/posts/").status_code == 403


def test_what_is_scheduled_stays_hidden_until_its_time(client, db):
    post = PostFactory(status=PostStatus.SCHEDULED)
    db.session.commit()
    assert post.published_at is None or post.published_at > now()
    assert client.get(f"/posts/{post.slug}").status_code == 404
