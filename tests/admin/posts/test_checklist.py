"""The checklist on the screens: shown, enforced, and nothing typed is lost."""

from sqlalchemy import select

from cms.models import Event, Post, Revision
from tests.admin.assertions import person, written
from tests.admin.posts.test_writing import NEW, edit, fresh, only_post
from tests.factories import PostFactory

BARE_PICTURE = '<p>Look. <img src="/media/quay.jpg"></p>'
LATER_TEXT = "2100-07-01T09:00"


def test_a_new_text_that_blocks_is_saved_and_its_form_goes_on(client, db):
    person(client, "author")
    answer = client.post(NEW, data=written(act="publish", body=BARE_PICTURE, note="First words"))
    post = only_post(db)
    assert answer.status_code == 409
    assert "saved, but not published" in answer.text and "quay.jpg" in answer.text
    assert f'action="/admin/posts/edit/?id={post.id}"' in answer.text
    assert not post.is_live
    assert client.post(f"/admin/posts/edit/?id={post.id}", data=written(act="publish")).status_code == 302
    assert fresh(db, post).is_live


def test_a_save_is_kept_when_the_publication_is_held_back(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, status="unpublished")
    answer = edit(client, post, act="schedule", at=LATER_TEXT, body=BARE_PICTURE)
    assert answer.status_code == 409
    assert LATER_TEXT in answer.text and 'name="base" type="hidden" value="2"' in answer.text
    assert fresh(db, post).version == 2
    assert fresh(db, post).status == "unpublished"


def test_editor_gives_a_reason_and_author_is_not_asked_for_one(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, status="unpublished", body=BARE_PICTURE)
    assert 'name="override"' not in client.get(f"/admin/posts/edit/?id={post.id}").text
    assert edit(client, post, act="publish", body=BARE_PICTURE, override="I may").status_code == 403

    person(client, "editor")
    assert 'name="override"' in client.get(f"/admin/posts/edit/?id={post.id}").text
    assert (
        edit(client, post, act="publish", body=BARE_PICTURE, override="A caption says it").status_code == 302
    )
    assert fresh(db, post).is_live
    assert "A caption says it" in db.session.scalars(select(Event.reason)).all()


def test_the_panel_tells_what_blocks_what_warns_and_what_is_fine(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, status="unpublished", body=BARE_PICTURE)
    page = client.get(f"/admin/posts/edit/?id={post.id}").text
    assert page.index("Holds it back") < page.index("(quay.jpg)") < page.index("Worth a look")
    assert "There is no summary" in page and "No heading is empty." in page


def test_bulk_publishing_obeys_the_checklist_for_each(client, db):
    person(client, "editor")
    good = PostFactory(status="unpublished")
    bad = PostFactory(status="unpublished", body=BARE_PICTURE, title="Bare")
    data = {"action": "publish", "rowid": [good.id, bad.id]}
    page = client.post("/admin/posts/action/", data=data, follow_redirects=True).text
    assert fresh(db, good).is_live and not fresh(db, bad).is_live
    assert "Bare: " in page and "checklist" in page


def test_a_move_to_publication_obeys_it_too(client, db):
    person(client, "editor")
    post = PostFactory(status="unpublished", body=BARE_PICTURE)
    answer = client.post(f"/admin/posts/publication/?id={post.id}", data={"transition": "publish"})
    assert answer.status_code == 409 and "quay.jpg" in answer.text
    assert db.session.scalars(select(Revision).where(Revision.post_id == post.id)).one()
    assert not db.session.get(Post, post.id, populate_existing=True).is_live
