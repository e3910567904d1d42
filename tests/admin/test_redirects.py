"""The screens of redirects and of addresses asked for in vain."""

from sqlalchemy import select

from cms.models import MissingAddress, PostKind, Redirect
from tests.admin.assertions import person
from tests.factories import MissingFactory, PostFactory, RedirectFactory

TYPED = {"path": "/old", "target": "https://y.example/new", "kind": "temporary"}


def test_editor_makes_a_redirect_that_visitors_follow(client, db):
    person(client, "editor")
    assert client.post("/admin/redirects/new/", data=TYPED).location == "/admin/redirects/"
    answer = client.get("/old")
    assert (answer.status_code, answer.location) == (302, "https://y.example/new")


def test_what_can_not_be_made_is_said_beside_what_was_typed(client, db):
    person(client, "editor")
    answer = client.post("/admin/redirects/new/", data={**TYPED, "target": "mud"})
    assert answer.status_code == 422
    assert "Begin with /" in answer.text and 'value="mud"' in answer.text
    assert client.post("/admin/redirects/new/", data={**TYPED, "kind": "x"}).status_code == 422


def test_the_list_tells_what_is_not_reached(client, db, count_queries):
    RedirectFactory(path="/about", target="/archive", hits=7)
    PostFactory(slug="about", kind=PostKind.PAGE)
    person(client, "editor")
    page = client.get("/admin/redirects/").text
    assert "Not reached" in page and ">7<" in page and "Nothing stands there" not in page
    few = len(count_queries)
    for n in range(15):
        RedirectFactory(path=f"/posts/old-{n}")
    count_queries.clear()
    page = client.get("/admin/redirects/?search=old&flt0_use=unused&flt1_kind=permanent").text
    assert "Nothing stands there" in page
    assert len(count_queries) <= few + 1


def test_an_export_can_be_pasted_again(client, db):
    RedirectFactory(path="/a", target="/archive")
    RedirectFactory(path="/b", target=None, kind="gone")
    person(client, "editor")
    lines = client.get("/admin/redirects/export/csv/").text
    for redirect in db.session.scalars(select(Redirect)):
        db.session.delete(redirect)
    db.session.commit()
    answer = client.post("/admin/redirects/import/", data={"lines": lines})
    assert answer.status_code == 422  # the head of the table is no redirect
    assert "Line 1:" in answer.text and "Line 2:" not in answer.text
    assert sorted(db.session.scalars(select(Redirect.path))) == ["/a", "/b"]


def test_an_address_asked_for_in_vain_becomes_a_redirect_to_the_nearest(client, db):
    PostFactory(slug="the-harbour-bell")
    PostFactory(slug="the-harbour-glows")
    MissingFactory(path="/2019/05/the-harbour-bel.html", count=3, referrer="y.example")
    person(client, "editor")
    page = client.get("/admin/missing/").text
    assert "y.example" in page
    assert "/admin/redirects/new/?path=/2019/05/the-harbour-bel.html" in page
    form = client.get("/admin/redirects/new/?path=/2019/05/the-harbour-bel.html").text
    assert 'value="/posts/the-harbour-bell"' in form and 'value="/2019/05/the-harbour-bel.html"' in form


def test_what_is_ignored_stays_away_and_comes_back(client, db):
    row = MissingFactory(path="/nowhere")
    person(client, "editor")
    client.post("/admin/missing/ignoring/", data={"id": row.id, "act": "ignore"})
    assert "/nowhere<" not in client.get("/admin/missing/").text.partition("<main")[2].partition("flash")[0]
    assert "/nowhere<" in client.get("/admin/missing/?flt0_state=ignored").text
    client.post("/admin/missing/ignoring/", data={"id": row.id, "act": "notice"})
    assert db.session.scalars(select(MissingAddress.ignored)).one() is False


def test_both_have_a_history_and_stand_in_the_menu(client, db):
    redirect, missing = RedirectFactory(), MissingFactory()
    person(client, "owner")
    for screen, record in (("redirects", redirect), ("missing", missing)):
        assert client.get(f"/admin/{screen}/history/?id={record.id}").status_code == 200
        assert f'href="/admin/{screen}/"' in client.get("/admin/").text


def test_an_author_has_neither_screen(client, db):
    person(client, "author")
    for screen in ("redirects", "missing"):
        assert client.get(f"/admin/{screen}/").status_code == 403
