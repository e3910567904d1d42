"""The tags screen."""

from sqlalchemy import select

from cms.models import Tag
from tests.admin.assertions import person
from tests.factories import PostFactory, TagFactory


def test_editor_creates_a_tag_with_an_address_from_its_name(client, db):
    person(client, "editor")
    answer = client.post("/admin/tags/new/", data={"name": "Boat building"})
    tag = db.session.scalars(select(Tag)).one()
    assert tag.slug == "boat-building" and answer.location == f"/admin/tags/edit/?id={tag.id}"


def test_a_taken_name_is_said_in_the_form_that_keeps_what_was_typed(client, db):
    TagFactory(name="Harbour")
    person(client, "editor")
    answer = client.post("/admin/tags/new/", data={"name": "HARBOUR", "description": "Typed at length"})
    assert answer.status_code == 422
    assert "There is a tag with this name" in answer.text and "Typed at length" in answer.text


def test_editor_gives_a_tag_another_address(client, db):
    tag = TagFactory(name="Harbour")
    person(client, "editor")
    client.post(f"/admin/tags/edit/?id={tag.id}", data={"name": "Harbour", "slug": "the-harbour"})
    assert db.session.scalars(select(Tag.slug)).one() == "the-harbour"


def test_the_list_says_how_many_posts_carry_a_tag_and_leads_to_them(client, db):
    for _ in range(2):
        PostFactory(tags=("Harbour",))
    person(client, "editor")
    page = client.get("/admin/tags/").text
    assert '<a href="/admin/posts/?flt0_tag=Harbour">2</a>' in page


def test_deleting_a_tag_asks_and_says_what_it_takes_along(client, db):
    post = PostFactory(tags=("Harbour",))
    tag = db.session.scalars(select(Tag)).one()
    person(client, "editor")
    assert "1 post carries this tag" in client.get(f"/admin/tags/delete/?id={tag.id}").text
    client.post(f"/admin/tags/delete/?id={tag.id}")
    assert db.session.scalars(select(Tag)).all() == []
    assert client.get(f"/admin/posts/edit/?id={post.id}").status_code == 200


def test_author_has_no_tags_screen(client, db):
    person(client, "author")
    assert client.get("/admin/tags/").status_code == 403
