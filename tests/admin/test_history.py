"""From every record a link leads to its history."""

import pytest

from tests.admin.assertions import person
from tests.factories import CommentFactory, PostFactory, TagFactory, UserFactory

PLACES = [
    (PostFactory, "posts/details", "post"),
    (PostFactory, "posts/history", "post"),
    (TagFactory, "tags/details", "tag"),
    (TagFactory, "tags/edit", "tag"),
    (CommentFactory, "comments/details", "comment"),
    (UserFactory, "users/details", "user"),
    (UserFactory, "users/edit", "user"),
]


@pytest.mark.parametrize(("factory", "place", "noun"), PLACES, ids=[place for _f, place, _n in PLACES])
def test_a_record_leads_to_its_history(client, db, factory, place, noun):
    record = factory()
    person(client, "owner")
    page = client.get(f"/admin/{place}/?id={record.id}").text
    wanted = f"/admin/events/?flt2_noun={noun}&amp;flt3_record={record.id}"
    assert wanted in page
    assert client.get(wanted.replace("&amp;", "&")).status_code == 200


def test_roles_and_settings_have_a_history(client, db):
    owner = person(client, "owner")
    role = owner.roles[0]
    assert (
        f"flt2_noun=role&amp;flt3_record={role.id}" in client.get(f"/admin/roles/details/?id={role.id}").text
    )
    assert "/admin/events/?flt2_noun=setting" in client.get("/admin/settings/").text


def test_who_may_not_read_the_log_is_offered_no_history(client, db):
    author = person(client, "author")
    post = PostFactory(author=author)
    assert "/admin/events/" not in client.get(f"/admin/posts/details/?id={post.id}").text
