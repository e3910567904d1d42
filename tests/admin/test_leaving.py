"""The screens by which people leave: what becomes of what they hold is asked, told and done."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cms.actions import publishing, reviewing
from cms.actions.former import former_account
from cms.actions.roles import create_role
from cms.models import Event, Post, PostKind, PostStatus, User, now
from cms.rules.permissions import SYSTEM, Permission
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import CommentFactory, PostFactory, UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner(client):
    return person(client, "owner")


@pytest.fixture
def author():
    return UserFactory(role="author", name="Ada Author", handle="ada")


@pytest.fixture
def heir():
    return UserFactory(role="author", name="Hal Heir", handle="hal")


def whose(db, post):
    return db.session.scalar(select(Post.author_id).where(Post.id == post))


def there(db, number):
    return db.session.scalar(select(func.count(User.id)).where(User.id == number)) == 1


def test_the_deactivation_tells_what_is_held_before_it_asks(client, owner, author, heir):
    posts = PostFactory.create_batch(2, author=author)
    PostFactory(author=author, kind=PostKind.PAGE, status=PostStatus.UNPUBLISHED)
    plan = PostFactory(author=author, status=PostStatus.UNPUBLISHED)
    publishing.schedule(plan, now() + timedelta(days=1), by=author)
    reviewer = UserFactory(role="editor")
    reviewing.submit(PostFactory(status=PostStatus.UNPUBLISHED), by=owner, reviewer=reviewer)
    text = client.get(f"/admin/users/deactivation/?id={author.id}").text
    for line in ("3 posts", "1 page", "2 of these texts are published", "1 plan to publish"):
        assert line in text
    assert 'value="hal"' in text
    assert "1 review that others wait for" in client.get(f"/admin/users/deactivation/?id={reviewer.id}").text
    assert posts[0].author_id == author.id


def test_who_holds_nothing_is_deactivated_without_a_question(client, owner):
    text = client.get(f"/admin/users/deactivation/?id={UserFactory().id}").text
    assert 'name="what"' not in text
    assert "Reason, for the event log" in text


@pytest.mark.parametrize("named", ["hal", " HAL ", "hal@example.com"])
def test_who_is_deactivated_hands_over_in_the_same_step(db, app, client, owner, author, heir, named):
    post = PostFactory(author=author, title="Low water", slug="low-water").id
    data = {"what": "hand", "to": named, "reason": "Left"}
    answer = client.post(f"/admin/users/deactivation/?id={author.id}", data=data)
    assert answer.status_code == 302
    assert whose(db, post) == heir.id
    assert db.session.scalars(select(Event.reason).where(Event.verb == "user.deactivate")).all() == ["Left"]
    page = app.test_client().get("/posts/low-water").text
    assert "Hal Heir" in page
    assert "Ada Author" not in page


def test_readers_see_the_new_author_everywhere_at_once(app, client, owner, author, heir):
    PostFactory(author=author, title="Low water", slug="low-water")
    visitor = app.test_client()
    paths = ("/", "/posts/low-water", "/feed.atom", "/authors/ada")
    tags = {path: visitor.get(path).headers["ETag"] for path in paths}
    client.post(f"/admin/users/deactivation/?id={author.id}", data={"what": "hand", "to": "hal"})
    for path in paths[:3]:
        answer = visitor.get(path, headers={"If-None-Match": tags[path]})
        assert answer.status_code == 200, path
        assert "Hal Heir" in answer.text
        assert "Ada Author" not in answer.text
    assert visitor.get("/authors/ada").status_code == 404
    assert "Low water" in visitor.get("/authors/hal").text
    assert "Low water" in visitor.get("/authors/hal/feed.atom").text


def test_without_another_word_everything_stays(db, client, owner, author):
    post = PostFactory(author=author).id
    client.post(f"/admin/users/deactivation/?id={author.id}", data={"to": "hal"})
    assert whose(db, post) == author.id


@pytest.mark.parametrize(
    ("to", "code", "sentence"),
    [
        ("", 422, "Choose who takes over"),
        ("nobody-at-all", 422, "Nobody has the handle or the e-mail address “nobody-at-all”"),
        ("<script>", 422, "&lt;script&gt;"),
        ("\x00hal", 422, "Nobody has"),
        ("x" * 5000, 422, "Nobody has"),
        ("%", 422, "Nobody has"),
        ("reader", 409, "No role of"),
        ("ada", 409, "already"),
        ("asleep", 409, "is closed"),
    ],
)
@pytest.mark.parametrize("screen", ["deactivation", "delete"])
def test_a_wrong_receiver_is_told_and_nothing_typed_is_lost(
    db, client, owner, author, screen, to, code, sentence
):
    UserFactory(role="reader", handle="reader")
    UserFactory(role="editor", handle="asleep", active=False)
    post, number = PostFactory(author=author).id, author.id
    data = {"what": "hand", "to": to, "reason": "She moves to Rome"}
    answer = client.post(f"/admin/users/{screen}/?id={number}", data=data)
    assert answer.status_code == code
    assert sentence in answer.text
    assert "She moves to Rome" in answer.text
    assert whose(db, post) == number
    assert db.session.get(User, number, populate_existing=True).active


def test_a_receiver_who_was_deleted_meanwhile_is_told_of(db, client, owner, author, heir):
    PostFactory(author=author)
    client.post(f"/admin/users/delete/?id={heir.id}")
    answer = client.post(f"/admin/users/delete/?id={author.id}", data={"what": "hand", "to": "hal"})
    assert (answer.status_code, "Nobody has the handle" in answer.text) == (422, True)


def test_who_stays_with_the_texts_can_hand_over_later(db, client, owner, author, heir):
    post = PostFactory(author=author).id
    assert "handover" not in client.get(f"/admin/users/details/?id={author.id}").text
    client.post(f"/admin/users/deactivation/?id={author.id}")
    assert (
        f"/admin/users/handover/?id={author.id}" in client.get(f"/admin/users/details/?id={author.id}").text
    )
    assert client.get(f"/admin/users/handover/?id={author.id}").status_code == 200
    client.post(f"/admin/users/handover/?id={author.id}", data={"to": "hal"})
    assert whose(db, post) == heir.id
    assert "handover" not in client.get(f"/admin/users/details/?id={author.id}").text


def test_who_may_not_edit_every_post_is_not_offered_to_hand_over(client, author, heir):
    clerk = create_role("clerk", permissions=[Permission.BACKOFFICE_ENTER, Permission.USER_VIEW], by=SYSTEM)
    clerk.permissions = clerk.permissions | {"user.deactivate", *role_named("author").permissions}
    sign_in(client, UserFactory(roles=[clerk]))
    post = PostFactory(author=author)
    assert 'name="to"' not in client.get(f"/admin/users/deactivation/?id={author.id}").text
    for path in ("deactivation", "handover"):
        answer = client.post(f"/admin/users/{path}/?id={author.id}", data={"what": "hand", "to": "hal"})
        assert answer.status_code == 403
    assert post.author_id == author.id


def test_the_deletion_says_what_stays_and_what_is_lost(client, owner, author, heir):
    PostFactory(author=author)
    CommentFactory.create_batch(2, author=author)
    text = client.get(f"/admin/users/delete/?id={author.id}").text
    for line in ("1 post", "2 comments stay, without the name", "The name goes", "Somebody else takes over"):
        assert line in text
    assert 'value="keep"' not in text


def test_a_deletion_without_a_word_about_the_texts_is_refused_and_asks_again(db, client, owner, author):
    PostFactory(author=author)
    answer = client.post(f"/admin/users/delete/?id={author.id}")
    assert (answer.status_code, "say who gets it" in answer.text) == (409, True)
    assert there(db, author.id)


def test_a_deleted_persons_texts_are_a_former_contributors(db, app, client, owner, author):
    post, number = PostFactory(author=author, slug="low-water").id, author.id
    client.post(f"/admin/users/delete/?id={number}", data={"what": "anonymise"})
    assert not there(db, number)
    assert whose(db, post) == former_account().id
    client.get("/admin/users/")  # the message about it names the person once
    page = app.test_client().get("/posts/low-water").text
    assert "Former contributor" in page
    assert "Ada" not in page
    assert "Ada Author" not in client.get("/admin/events/").text


def test_the_former_contributor_is_told_from_people(client, owner, author):
    PostFactory(author=author)
    client.post(f"/admin/users/delete/?id={author.id}", data={"what": "anonymise"})
    nobody = former_account()
    text = client.get(f"/admin/users/details/?id={nobody.id}").text
    assert "Stands for who has left" in text
    assert "Reactivate" not in text
    assert client.post("/admin/users/reactivation/", data={"id": nobody.id}).status_code == 409


def test_what_is_too_much_at_once_goes_on_and_the_screen_tells_how_far(
    client, owner, author, heir, monkeypatch
):
    monkeypatch.setattr("cms.actions.departing.BATCH", 1)
    PostFactory.create_batch(6, author=author)
    data = {"what": "hand", "to": "hal"}
    answer = client.post(f"/admin/users/delete/?id={author.id}", data=data, follow_redirects=True)
    assert "will be deleted" in answer.text
    assert "4 texts have moved to Hal Heir so far." in answer.text
    assert client.post("/admin/users/reactivation/", data={"id": author.id}).status_code == 409


def bulk(client, act, *people, text="", **more):
    data = {"action": act, "rowid": [it.id for it in people], "text": text, **more}
    return client.post("/admin/users/action/", data=data, follow_redirects=True)


def test_many_are_deactivated_and_hand_over_at_once(db, client, owner, author, heir):
    other = UserFactory(role="contributor", name="Cora")
    posts = [PostFactory(author=it).id for it in (author, author, other)]
    asked = bulk(client, "deactivate_to", author, other, owner, text="hal").text
    assert "Hal Heir takes over." in asked
    assert "3 texts" in asked
    assert "last active owner" in asked
    assert [whose(db, post) for post in posts] == [author.id, author.id, other.id]
    done = bulk(client, "deactivate_to", author, other, owner, text="hal", confirmed="1").text
    assert "Deactivate and hand over: done for 2. 1 was refused:" in done
    assert [whose(db, post) for post in posts] == [heir.id] * 3


def test_many_are_deleted_and_each_refusal_is_told(db, client, owner, author, heir):
    post, numbers = PostFactory(author=author).id, [author.id, heir.id]
    done = bulk(client, "delete_to", author, heir, text="hal", confirmed="1").text
    assert "Hal Heir: Choose somebody else" in done
    assert [there(db, number) for number in numbers] == [False, True]
    assert whose(db, post) == heir.id


def test_many_lose_their_names_at_once(db, client, owner, author):
    other = UserFactory(role="author")
    posts = [PostFactory(author=it).id for it in (author, other)]
    asked = bulk(client, "delete_nameless", author, other).text
    assert "2 texts" in asked
    assert "be undone." in asked
    bulk(client, "delete_nameless", author, other, confirmed="1")
    assert [whose(db, post) for post in posts] == [former_account().id] * 2


@pytest.mark.parametrize("act", ["deactivate_to", "delete_to"])
@pytest.mark.parametrize(("text", "sentence"), [("", "first."), ("ghost", "Nobody has the handle")])
def test_nobody_named_means_nothing_done(client, owner, author, act, text, sentence):
    post = PostFactory(author=author)
    assert sentence in bulk(client, act, author, text=text, confirmed="1").text
    assert (post.author_id, author.active) == (author.id, True)


def test_a_row_of_the_list_costs_no_query_more(client, owner, count_queries):
    UserFactory.create_batch(3, active=False)
    count_queries.clear()
    client.get("/admin/users/")
    few = len(count_queries)
    UserFactory.create_batch(10, active=False)
    count_queries.clear()
    client.get("/admin/users/")
    assert len(count_queries) == few


@pytest.mark.parametrize("screen", ["deactivation", "delete", "handover"])
@pytest.mark.parametrize("number", ["0", "-1", "abc", "9" * 30, ""])
def test_an_id_that_is_none_is_not_found(client, owner, screen, number):
    assert client.get(f"/admin/users/{screen}/?id={number}").status_code == 404
