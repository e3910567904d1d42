"""Records are reached through what the person may see, on every address."""

import pytest

from cms.models import Post, PostKind, PostStatus
from tests.admin.assertions import person, written
from tests.factories import CommentFactory, PostFactory

BAD_IDS = ("abc", "0", "-1", "1.5", "١", "%00", "9" * 31, "1%27", "", "1&id=2", "2147483648")


@pytest.mark.parametrize("bad", BAD_IDS)
@pytest.mark.parametrize("act", ["edit", "details", "delete", "publication"])
def test_an_id_that_is_none_is_not_found(client, db, bad, act):
    person(client, "owner")
    assert client.get(f"/admin/posts/{act}/?id={bad}&transition=trash").status_code == 404


def test_author_does_not_reach_a_foreign_post_on_any_address(client, db):
    foreign = PostFactory(status=PostStatus.UNPUBLISHED)
    person(client, "author")
    for act in ("edit", "details", "delete", "publication"):
        assert client.get(f"/admin/posts/{act}/?id={foreign.id}&transition=trash").status_code == 404
    for act in ("edit", "delete", "publication", "review"):
        sent = written(id=foreign.id, transition="trash")
        assert client.post(f"/admin/posts/{act}/?id={foreign.id}", data=sent).status_code == 404
    client.post("/admin/posts/action/", data={"action": "publish", "rowid": foreign.id, "confirmed": "1"})
    assert db.session.get(Post, foreign.id, populate_existing=True).status == PostStatus.UNPUBLISHED


def test_a_page_is_not_a_post_by_its_number(client, db):
    page = PostFactory(kind=PostKind.PAGE)
    person(client, "owner")
    assert client.get(f"/admin/posts/edit/?id={page.id}").status_code == 404
    assert client.get(f"/admin/pages/edit/?id={page.id}").status_code == 200


def test_author_moderates_comments_on_own_posts_only(client, db):
    me = person(client, "author")
    own, foreign = CommentFactory(post=PostFactory(author=me)), CommentFactory()
    assert client.get(f"/admin/comments/details/?id={own.id}").status_code == 200
    assert client.get(f"/admin/comments/details/?id={foreign.id}").status_code == 404


def test_lists_count_and_show_only_what_may_be_seen(client, db):
    me = person(client, "author")
    PostFactory(author=me, title="Mine alone")
    PostFactory(title="Somebody else’s")
    page = client.get("/admin/posts/").text
    assert "Mine alone" in page and "Somebody else’s" not in page and "1 found" in page
