"""What is typed is kept by itself, offered to its author again, and never in anybody's way."""

import re

import pytest
from sqlalchemy import select

from cms.actions import saving
from cms.actions.content import Content
from cms.models import Autosave, Post, PostStatus, Revision
from cms.rules.permissions import SYSTEM
from tests.admin.assertions import person, written
from tests.client import sign_in
from tests.factories import PostFactory, UserFactory

NEW = "/admin/posts/new/"
TOKEN = "a" * 22
JSON = {"Accept": "application/json"}
OFFER = "You have unsaved work"


@pytest.fixture
def me(client):
    return person(client, "author")


@pytest.fixture
def post(me):
    return PostFactory(author=me, status=PostStatus.UNPUBLISHED, title="Ebb", body="<p>One.</p><p>Two.</p>")


def keep(client, post=None, **typed):
    query = {"id": post.id} if post else {}
    data = written(**{"sitting": TOKEN, "turn": "1", **typed})
    return client.post("/admin/posts/autosave/", query_string=query, data=data, headers=JSON)


def rows(db):
    db.session.expire_all()
    return db.session.scalars(select(Autosave).order_by(Autosave.id)).all()


def form_of(post, **more):
    return f"/admin/posts/edit/?id={post.id}" + "".join(f"&{name}={value}" for name, value in more.items())


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]


def test_an_autosave_is_answered_with_the_time_and_offered_again(client, db, post):
    answer = keep(client, post, title="Ebb and")
    assert answer.status_code == 200
    assert re.fullmatch(r"Saved at \d.*, for you alone\.", answer.json["sentence"])
    page = client.get(form_of(post)).text
    assert OFFER in page and "Ebb and" in page
    assert 'value="Ebb"' in page  # until its author says so, the form shows what is saved


def test_what_changes_nothing_is_answered_with_silence(client, db, post):
    assert keep(client, post, title="Ebb", body=post.body, slug=post.slug).json == {"sentence": ""}
    assert rows(db) == []


def test_going_on_fills_the_form_and_saving_ends_it(client, db, post):
    keep(client, post, title="Ebb and flow", lead_image="/media/a.jpg", body="<p>One, two.</p>")
    (row,) = rows(db)
    page = client.get(form_of(post, autosave=row.id)).text
    assert 'value="Ebb and flow"' in page and 'value="/media/a.jpg"' in page
    assert OFFER not in page
    assert (hidden(page, "continued"), hidden(page, "base")) == (str(row.id), "1")
    assert hidden(page, "sitting") != TOKEN
    data = written(title="Ebb and flow", continued=row.id, sitting=hidden(page, "sitting"))
    assert client.post(form_of(post), data=data).status_code == 302
    assert rows(db) == []
    assert OFFER not in client.get(form_of(post)).text


def test_going_on_is_united_with_what_others_saved_since(client, db, post):
    keep(client, post, title="Ebb", body="<p>One, mine.</p><p>Two.</p>")
    saving.save(post, Content("Ebb", body="<p>One.</p><p>Two, theirs.</p>"), by=SYSTEM, base=1)
    (row,) = rows(db)
    page = client.get(form_of(post, autosave=row.id)).text
    assert "Both texts are united when you save" in page
    data = written(
        title="Ebb", body="<p>One, mine.</p><p>Two.</p>", base=hidden(page, "base"), continued=row.id
    )
    assert client.post(form_of(post), data=data).status_code == 302
    newest = db.session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert (newest.number, newest.body) == (3, "<p>One, mine.</p><p>Two, theirs.</p>")


def test_dropping_it_removes_it_and_says_so(client, db, post):
    keep(client, post, title="Other")
    (row,) = rows(db)
    removal = f"/admin/posts/autosave/removal/?id={post.id}"
    answer = client.post(removal, data={"autosave": row.id}, follow_redirects=True)
    assert "is dropped" in answer.text and OFFER not in answer.text
    assert rows(db) == []


def test_a_new_text_is_offered_where_the_next_one_begins(client, db, me):
    keep(client, title="A beginning", body="<p>Once</p>")
    assert db.session.scalars(select(Post)).all() == []
    (row,) = rows(db)
    assert "A beginning" in client.get(NEW).text
    page = client.get(f"{NEW}?autosave={row.id}").text
    assert 'value="A beginning"' in page
    answer = client.post(f"{NEW}?autosave={row.id}", data=written(title="A beginning", continued=row.id))
    assert answer.status_code == 302
    assert rows(db) == []


def test_an_unsaved_post_is_no_page(client, db):
    person(client, "editor")
    keep(client, title="A beginning")
    (row,) = rows(db)
    assert OFFER not in client.get("/admin/pages/new/").text
    assert client.get(f"/admin/pages/new/?autosave={row.id}").status_code == 404


def test_nobody_else_is_offered_it_or_can_open_it(client, db, post):
    keep(client, post, title="Mine alone")
    (row,) = rows(db)
    for role in ("editor", "owner"):
        other = sign_in(client.application.test_client(), UserFactory(role=role))
        assert "Mine alone" not in other.get(form_of(post)).text
        assert other.get(form_of(post, autosave=row.id)).status_code == 404
        other.post(f"/admin/posts/autosave/removal/?id={post.id}", data={"autosave": row.id})
        for path in ("/admin/", "/admin/posts/", f"/admin/posts/details/?id={post.id}", "/admin/events/"):
            assert "Mine alone" not in other.get(path).text
        assert "Mine alone" not in other.get(f"/preview/post/{post.id}").text
    assert len(rows(db)) == 1


def test_a_conflict_ends_the_sitting_too_since_both_texts_are_revisions(client, db, post):
    saving.save(post, Content("Theirs"), by=SYSTEM, base=1)
    keep(client, post, title="Mine")
    assert client.post(form_of(post), data=written(title="Mine", sitting=TOKEN)).status_code == 303
    assert rows(db) == []


def test_a_save_that_may_not_be_published_goes_on_in_another_sitting(client, db, me):
    picture = '<p><img src="/a.jpg"></p>'
    keep(client, title="Pictured", body=picture)
    data = written(title="Pictured", body=picture, sitting=TOKEN, turn="7", act="publish")
    answer = client.post(NEW, data=data)
    assert answer.status_code == 409
    assert hidden(answer.text, "sitting") != TOKEN and hidden(answer.text, "turn") == "0"
    assert rows(db) == []


def test_what_cannot_be_saved_stays_in_its_sitting(client, db, post):
    keep(client, post, title="Typed")
    answer = client.post(form_of(post), data=written(title="", sitting=TOKEN, turn="7"))
    assert answer.status_code == 422
    assert (hidden(answer.text, "sitting"), hidden(answer.text, "turn")) == (TOKEN, "7")
    assert OFFER not in answer.text
    assert len(rows(db)) == 1


def test_who_loses_the_right_is_told_why(client, db, me):
    contributor = person(client, "contributor")
    post = PostFactory(author=contributor, status=PostStatus.PUBLISHED)
    answer = keep(client, post, title="Other")
    assert answer.status_code == 403 and answer.json["sentence"]
    other = PostFactory(author=me, status=PostStatus.UNPUBLISHED)
    answer = keep(client, other, title="Other")
    assert answer.status_code in (403, 404) and answer.json["sentence"]
    assert rows(db) == []


def test_what_is_in_the_trash_is_not_kept(client, db, me):
    answer = keep(client, PostFactory(author=me, status=PostStatus.TRASHED), title="Other")
    assert answer.status_code == 403 and "trash" in answer.json["sentence"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"sitting": ""},
        {"sitting": "<script>"},
        {"turn": "-1"},
        {"turn": "9" * 40},
        {"turn": "x"},
        {"base": "9" * 40},
        {"continued": "-7"},
        {"continued": "9" * 40},
        {"tags": "a,,,;،"},
    ],
)
def test_nonsense_in_hidden_fields_breaks_nothing(client, db, post, wrong):
    answer = keep(client, post, **{"title": "Other", **wrong})
    assert answer.status_code in (200, 422) and answer.is_json
    assert "sentence" in answer.json


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": "x" * 301}, 422),
        ({"title": "a\0b"}, 422),
        ({"comment_policy": "perhaps"}, 422),
        ({"body": "<b>" * 501}, 422),
        ({"lead_image_alt": "x" * 501}, 422),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(client, db, post, wrong, code):
    answer = keep(client, post, **{"title": "Other", **wrong})
    assert answer.status_code == code and len(answer.json["sentence"]) > 10
    assert rows(db) == []


@pytest.mark.parametrize("number", ["0", "-1", "abc", "9" * 30, "2147483647", ""])
def test_an_unknown_post_or_autosave_is_a_404_with_a_sentence(client, post, number):
    path = "/admin/posts/autosave/"
    answer = client.post(path, query_string={"id": number}, data=written(sitting=TOKEN), headers=JSON)
    assert answer.status_code == 404 and answer.json["sentence"]
    assert client.get(form_of(post, autosave=number)).status_code == 404
    assert client.get(f"{NEW}?autosave={number}").status_code == 404


def test_an_autosave_of_one_text_opens_no_other(client, db, me, post):
    keep(client, post, title="Of the first")
    (row,) = rows(db)
    other = PostFactory(author=me, status=PostStatus.UNPUBLISHED)
    assert client.get(form_of(other, autosave=row.id)).status_code == 404
    assert client.get(f"{NEW}?autosave={row.id}").status_code == 404


def test_a_body_that_is_no_form_is_answered_with_a_sentence(client, db, me):
    answer = client.post(
        "/admin/posts/autosave/", data=b'{"title": ', headers=JSON, content_type="application/json"
    )
    assert answer.status_code in (200, 422) and "sentence" in answer.json
    assert rows(db) == []


def test_it_needs_the_token_and_a_session(client, db, post, csrf):
    assert keep(client, post, title="Other").status_code == 400
    visitor = client.application.test_client()
    assert keep(visitor, post, title="Other").status_code in (302, 400, 401)
    assert rows(db) == []


def test_an_autosave_takes_few_queries_however_many_there_are(client, db, post, count_queries):
    keep(client, post, title="First")
    count_queries.clear()
    keep(client, post, title="Second", turn="2")
    assert len(count_queries) <= 9
