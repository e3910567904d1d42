"""Suggestions while typing."""

from cms.models import PostStatus
from tests.admin.assertions import person
from tests.factories import PostFactory, TagFactory

ADDRESS = "/admin/posts/ajax/lookup/"


def test_tags_are_suggested_up_to_the_limit(client, db):
    for number in range(30):
        TagFactory(name=f"Harbour {number:02}")
    person(client, "contributor")
    assert client.get(f"{ADDRESS}?name=tags&query=HARB&limit=2").json == [
        ["Harbour 00", "Harbour 00"],
        ["Harbour 01", "Harbour 01"],
    ]
    assert len(client.get(f"{ADDRESS}?name=tags&query=&limit=100000").json) == 20


def test_wildcards_mean_themselves(client, db):
    TagFactory(name="Harbour")
    person(client, "author")
    assert client.get(f"{ADDRESS}?name=tags&query=%25").json == []


def test_only_who_may_write_is_answered(client, db):
    person(client, "moderator")
    assert client.get(f"{ADDRESS}?name=tags&query=a").status_code == 403


def test_an_unknown_list_is_not_found(client, db):
    person(client, "owner")
    assert client.get(f"{ADDRESS}?name=password&query=a").status_code == 404


def test_links_lead_to_published_texts_that_the_person_sees(client, db):
    writer = person(client, "author")
    own = PostFactory(title="The harbour bell", author=writer, status=PostStatus.PUBLISHED)
    PostFactory(title="A harbour draft", author=writer, status=PostStatus.UNPUBLISHED)
    PostFactory(title="Somebody else's harbour draft")
    assert client.get(f"{ADDRESS}?name=targets&query=harbour").json == [[own.path, "The harbour bell"]]
