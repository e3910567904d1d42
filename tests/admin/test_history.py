"""The history of a record stands on a tab of its own: what happened, who did it, when, and what changed."""

import pytest

from cms.actions.recording import record
from cms.actions.settings import save_settings
from cms.actions.tagging import create_tag, edit_tag
from cms.admin.events import history
from cms.models import PostKind
from cms.rules.permissions import SYSTEM
from tests.admin.assertions import person
from tests.factories import CommentFactory, PostFactory, TagFactory, UserFactory, role_named
from tests.hostile.inert import text_of_page


def a_page():
    return PostFactory(kind=PostKind.PAGE)


def a_role():
    return role_named("editor")


PLACES = [
    (PostFactory, "posts", ("details", "edit", "timeline"), "post"),
    (a_page, "pages", ("details", "edit", "timeline"), "post"),
    (TagFactory, "tags", ("details", "edit"), "tag"),
    (CommentFactory, "comments", ("details",), "comment"),
    (UserFactory, "users", ("details", "edit"), "user"),
    (a_role, "roles", ("details", "edit"), "role"),
]
NAMES = [screen for _make, screen, _pages, _noun in PLACES]


@pytest.mark.parametrize(("make", "screen", "pages", "noun"), PLACES, ids=NAMES)
def test_every_page_of_a_record_leads_to_its_history_and_back(client, db, make, screen, pages, noun):
    record = make()
    person(client, "owner")
    for page in (*pages, "history"):
        answer = client.get(f"/admin/{screen}/{page}/?id={record.id}")
        assert answer.status_code == 200
        for other in (*pages, "history"):
            assert f'<a href="/admin/{screen}/{other}/?id={record.id}"' in answer.text
        assert f'/{page}/?id={record.id}" aria-current="page"' in answer.text


@pytest.mark.parametrize(("make", "screen", "pages", "noun"), PLACES, ids=NAMES)
def test_a_history_leads_to_the_log_with_this_record_alone(client, db, make, screen, pages, noun):
    one = make()
    person(client, "owner")
    wanted = f"/admin/events/?flt2_noun={noun}&amp;flt3_record={one.id}"
    assert wanted in client.get(f"/admin/{screen}/history/?id={one.id}").text
    assert client.get(wanted.replace("&amp;", "&")).status_code == 200


def test_a_history_tells_who_did_what_when_and_what_changed(client, db):
    owner = person(client, "owner")
    tag, other = create_tag("Ebb", by=SYSTEM), create_tag("Lamp", by=SYSTEM)
    edit_tag(tag, "Flow", by=owner, slug="flow", description="")
    edit_tag(other, "Lantern", by=owner, slug="lantern", description="")
    page = text_of_page(client.get(f"/admin/tags/history/?id={tag.id}").text)
    assert "Changed the tag “Flow”" in page and owner.name in page
    assert "Before" in page and "Ebb" in page and "After" in page
    assert "Lantern" not in page


def test_a_long_history_is_turned_over_without_gaps_and_in_a_bounded_number_of_queries(
    client, db, monkeypatch, count_queries
):
    monkeypatch.setattr(history, "SHOWN", 3)
    owner, tag = person(client, "owner"), TagFactory()
    for number in range(8):
        record("tag.edit", tag, by=owner, reason=f"Reason {number}.")
    db.session.commit()
    address, seen, counts = f"/admin/tags/history/?id={tag.id}", [], []
    while address:
        count_queries.clear()
        page = client.get(address).text
        counts.append(len(count_queries))
        seen += [number for number in range(7, -1, -1) if f"Reason {number}." in page]
        _before, found, after = page.partition('rel="next" href="')
        address = after.partition('"')[0].replace("&amp;", "&") if found else None
    assert seen == [7, 6, 5, 4, 3, 2, 1, 0]
    assert max(counts) <= counts[0]


@pytest.mark.parametrize("bad", ["", "x", "-1", "0", str(10**30), "1.5"])
def test_a_place_in_the_history_that_is_no_number_is_not_found(client, db, bad):
    tag = TagFactory()
    person(client, "owner")
    assert client.get("/admin/tags/history/", query_string={"id": tag.id, "before": bad}).status_code == 404
    assert client.get("/admin/settings/history/", query_string={"before": bad}).status_code == 404


def test_beyond_the_oldest_event_the_page_says_so(client, db):
    tag = TagFactory()
    person(client, "owner")
    page = client.get(f"/admin/tags/history/?id={tag.id}&before=1").text
    assert "Nothing lies further back." in page and "Back to the newest" in page


def test_the_settings_have_a_history(client, db):
    owner = person(client, "owner")
    assert "/admin/settings/history/" in client.get("/admin/settings/").text
    assert "The log tells nothing of it yet." in client.get("/admin/settings/history/").text
    save_settings({"site_name": "The Harbour Lamp"}, by=owner)
    page = client.get("/admin/settings/history/").text
    assert "The Harbour Lamp" in page and "/admin/events/?flt2_noun=setting" in page


def test_who_may_not_read_the_log_is_offered_no_history_and_refused_it(client, db):
    author = person(client, "author")
    post = PostFactory(author=author)
    for page in ("details", "edit", "timeline"):
        answer = client.get(f"/admin/posts/{page}/?id={post.id}").text
        assert "/admin/posts/history/" not in answer and "/admin/events/" not in answer
    assert client.get(f"/admin/posts/history/?id={post.id}").status_code == 403


def test_a_record_that_is_hidden_or_gone_has_no_history_here(client, db):
    person(client, "owner")
    assert client.get("/admin/tags/history/?id=999999").status_code == 404
    post = PostFactory()
    assert client.get(f"/admin/pages/history/?id={post.id}").status_code == 404
