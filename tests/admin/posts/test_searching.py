"""The lists of posts and pages are searched by the index, within what the person may see."""

import pytest

from cms.admin.posts import listing, searching
from cms.models import PostKind, PostStatus
from tests.admin.assertions import person
from tests.factories import PostFactory


def listed(client, search, screen="posts", **more):
    response = client.get(f"/admin/{screen}/", query_string={"search": search, **more})
    assert response.status_code == 200
    return response.text


def test_texts_are_found_by_any_of_their_words_drafts_too(client, db):
    person(client, "editor")
    PostFactory(title="Harbour lights", body="<p>an old lantern</p>", status=PostStatus.UNPUBLISHED)
    PostFactory(title="Something else")
    text = listed(client, "lanterns harb")
    assert "Harbour lights" in text
    assert "Something else" not in text


def test_nobody_finds_what_they_may_not_see(client, db):
    me = person(client, "contributor")
    PostFactory(title="Lantern of mine", author=me, status=PostStatus.UNPUBLISHED)
    PostFactory(title="Lantern of others", status=PostStatus.UNPUBLISHED)
    text = listed(client, "lantern")
    assert "Lantern of mine" in text
    assert "Lantern of others" not in text
    assert client.get("/admin/pages/?search=lantern").status_code == 403


def test_a_kind_and_a_status_narrow_the_search(client, db):
    person(client, "editor")
    PostFactory(title="Lantern live")
    PostFactory(title="Lantern gone", status=PostStatus.TRASHED)
    PostFactory(title="Lantern page", kind=PostKind.PAGE)
    assert "Lantern live" in listed(client, "lantern")
    assert "Lantern gone" not in listed(client, "lantern")
    assert "Lantern gone" in listed(client, "lantern", flt0_status="trashed")
    assert "Lantern page" in listed(client, "lantern", "pages")


def test_more_than_a_list_leads_to_is_cut_and_said(client, db, monkeypatch):
    person(client, "editor")
    for module in (searching, listing):
        monkeypatch.setattr(module, "MOST_LISTED", 2)
    for number in range(3):
        PostFactory(title=f"Lantern {number}")
    assert "Only the newest 2 texts" in listed(client, "lantern")
    assert "Only the newest" not in listed(client, "lantern 1")


@pytest.mark.parametrize("search", ['"', "-", "*", "' OR 1=1", "a" * 500, "%", "\\"])
def test_odd_searches_are_answered(client, db, search):
    person(client, "editor")
    assert listed(client, search)


def test_links_are_suggested_from_what_readers_reach(client, db):
    person(client, "editor")
    live = PostFactory(title="Lantern walks")
    PostFactory(title="Lantern draft", status=PostStatus.UNPUBLISHED)
    found = client.get("/admin/posts/ajax/lookup/?name=targets&query=lant").json
    assert found == [[live.path, "Lantern walks"]]
