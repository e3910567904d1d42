"""What the palette finds, for whom, and at what price."""

import pytest

from cms.admin.palette import hunts
from cms.models import PostKind, PostStatus
from tests.admin.assertions import person
from tests.factories import PostFactory, TagFactory, UserFactory

RECORDS = "/admin/find/records/"


def found(client, text=""):
    """The labels by the label of their group."""
    groups = client.get(RECORDS, query_string={"q": text}).json["groups"]
    return {group["label"]: [item["label"] for item in group["items"]] for group in groups}


def test_posts_pages_tags_and_people_are_found_with_where_they_are(client, db):
    person(client, "owner")
    post = PostFactory(title="Lantern walks", status=PostStatus.UNPUBLISHED)
    PostFactory(title="Lantern hire", kind=PostKind.PAGE)
    TagFactory(name="Lanterns")
    UserFactory(name="Lana Lantern", handle="lana")
    groups = client.get(RECORDS, query_string={"q": "lantern"}).json["groups"]
    labels = {group["label"]: [item["label"] for item in group["items"]] for group in groups}
    assert labels["Posts"] == ["Lantern walks"]
    assert labels["Pages"] == ["Lantern hire"]
    assert labels["Tags"] == ["Lanterns"]
    assert labels["People"] == ["Lana Lantern"]
    assert labels["Search in the lists"][0] == "Posts with “lantern”"
    assert groups[0]["items"][0] == {
        "label": "Lantern walks",
        "url": f"/admin/posts/edit/?id={post.id}",
        "icon": "posts",
        "note": "Draft",
        "press": "",
    }


def test_nobody_finds_what_they_may_not_see(client, db):
    me = person(client, "contributor")
    PostFactory(title="Lantern of mine", author=me)
    PostFactory(title="Lantern of somebody else")
    PostFactory(title="Lantern page", kind=PostKind.PAGE)
    UserFactory(name="Lantern")
    groups = found(client, "lantern")
    assert groups["Posts"] == ["Lantern of mine"]
    assert not {"Pages", "People"} & set(groups)


def test_what_may_not_be_changed_leads_to_its_details(client, db):
    me = person(client, "contributor")
    PostFactory(title="Lantern in public", author=me, status=PostStatus.PUBLISHED)
    groups = client.get(RECORDS, query_string={"q": "lantern"}).json["groups"]
    assert "/admin/posts/details/" in groups[0]["items"][0]["url"]


def test_a_person_without_these_screens_finds_none(client, db):
    person(client, "moderator")
    PostFactory(title="Lantern")
    assert "Posts" not in found(client, "lantern")


def test_every_word_counts_and_wildcards_mean_themselves(client, db):
    person(client, "editor")
    PostFactory(title="Walks by lantern light")
    assert found(client, "LIGHT walks")["Posts"] == ["Walks by lantern light"]
    assert "Posts" not in found(client, "lantern boats")
    assert "Posts" not in found(client, "%")


def test_what_lies_in_the_trash_is_not_found(client, db):
    person(client, "editor")
    PostFactory(title="Lantern", status=PostStatus.TRASHED)
    assert "Posts" not in found(client, "lantern")


def test_what_begins_so_stands_first(client, db):
    person(client, "editor")
    PostFactory(title="Lantern walks")
    PostFactory(title="A walk by lantern")
    assert found(client, "lantern")["Posts"] == ["Lantern walks", "A walk by lantern"]


def test_what_is_too_old_to_be_looked_through_is_found_by_its_beginning(client, db, monkeypatch):
    monkeypatch.setattr(hunts, "NEWEST_READ", 1)
    person(client, "editor")
    TagFactory(name="Lantern of old")
    TagFactory(name="Something newer")
    assert found(client, "lantern of")["Tags"] == ["Lantern of old"]


def test_texts_are_found_by_all_their_words_while_the_last_is_still_typed(client, db):
    person(client, "editor")
    PostFactory(title="Harbour lights", body="<p>by the old lantern</p>", status=PostStatus.UNPUBLISHED)
    assert found(client, "lanterns harb")["Posts"] == ["Harbour lights"]


def test_at_most_so_many_are_shown(client, db):
    person(client, "editor")
    for number in range(hunts.MOST_FOUND + 2):
        PostFactory(title=f"Lantern {number}")
    assert len(found(client, "lantern")["Posts"]) == hunts.MOST_FOUND


def test_with_nothing_typed_the_last_changes_come_of_both_kinds(client, db):
    person(client, "editor")
    PostFactory(title="First")
    PostFactory(title="Second", kind=PostKind.PAGE)
    PostFactory(title="Third")
    assert found(client) == {"Changed last": ["Third", "Second", "First"]}


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a" * 5000, "a " * 3000, "'\"", "_", "ﬀ"])
def test_odd_texts_are_answered(client, db, text):
    person(client, "owner")
    query = text.encode("utf-8", "surrogatepass")
    assert client.get(RECORDS, query_string={"q": query}).status_code == 200
    assert client.get("/admin/find/", query_string={"q": query}).status_code == 200


def test_it_costs_the_same_however_much_there_is(client, db, count_queries):
    person(client, "owner")
    PostFactory(title="Lantern")
    count_queries.clear()
    found(client, "lantern")
    few = len(count_queries)
    for number in range(12):
        PostFactory(title=f"Lantern {number}", tags=("lantern",))
        UserFactory(name=f"Lantern {number}")
    count_queries.clear()
    found(client, "lantern")
    assert len(count_queries) == few <= 12


def test_the_page_shows_the_same_and_what_can_be_done(client, db):
    person(client, "author")
    page = client.get("/admin/find/?q=new+post").text
    main = page[page.index("<main") : page.index("</main>")]
    assert "/admin/posts/new/" in main
    assert "/admin/pages/new/" not in main
    assert "Sign out" not in main


def test_its_commands_are_found_without_accents(client, db):
    someone = person(client, "owner")
    someone.locale = "es"
    db.session.commit()
    page = client.get("/admin/find/?q=paginas").text
    assert "Páginas" in page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("role", ["owner", "editor", "author", "contributor", "moderator"])
def test_the_palette_offers_the_screens_of_the_menu_and_no_other(client, db, role):
    person(client, role)
    page = client.get("/admin/").text
    for screen in ("users", "settings", "roles", "tags", "comments"):
        offered = f'href="/admin/{screen}/" data-icon' in page
        assert offered == (client.get(f"/admin/{screen}/").status_code == 200), screen
