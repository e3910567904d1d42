"""The event log: read, filtered, exported, and never changed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.actions import publishing, saving, staff, trashing
from cms.actions.content import Content
from cms.actions.recording import record
from cms.actions.settings import save_settings
from cms.admin.events.groups import GROUPS, verbs_in
from cms.admin.events.sentences import VERBS
from cms.models import Event, PostKind, now
from cms.rules.permissions import SYSTEM
from tests.admin.assertions import person
from tests.factories import CommentFactory, PostFactory, TagFactory, UserFactory, role_named
from tests.hostile.inert import text_of_page

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner(client):
    return person(client, "owner")


def logged(db, *args, **kwargs):
    """Record something and commit it, as a request before this one would have."""
    record(*args, **kwargs)
    db.session.commit()


def newest(db):
    return db.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()


def test_an_event_is_a_sentence_with_a_link_to_the_record(db, client, owner):
    post = PostFactory(title="High & dry")
    db.session.commit()
    text = client.get("/admin/events/").text
    assert (
        f'Published the post “<a href="/admin/posts/details/?id={post.id}"><bdi>High &amp; dry</bdi></a>”'
        in text
    )


def test_what_is_gone_has_a_name_and_no_link(client, owner):
    post = PostFactory(title="Gone for good", status="trashed")
    trashing.delete(post, by=SYSTEM)
    text = client.get("/admin/events/").text
    assert "Deleted the post “<bdi>Gone for good</bdi>” for good" in text
    assert "posts/details/" not in text


def test_every_kind_of_record_leads_to_its_screen(db, client, owner):
    records = {
        "posts": PostFactory(),
        "pages": PostFactory(kind=PostKind.PAGE),
        "comments": CommentFactory(),
        "tags": TagFactory(),
        "users": UserFactory(),
        "roles": role_named("editor"),
    }
    for one in records.values():
        logged(db, "unheard.of", one, by=owner)
    text = client.get("/admin/events/").text
    for screen, one in records.items():
        assert f"/admin/{screen}/details/?id={one.id}" in text


def test_a_verb_without_words_is_named(db, client, owner):
    logged(db, "gate.creak", owner, by=owner)
    assert "gate.creak <" in client.get("/admin/events/").text


def test_the_sentences_have_one_gap_and_no_other_sign_of_format():
    for sentence in map(str, VERBS.values()):
        assert sentence.replace("%(record)s", "", 1).count("%") == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("flt0_actor=hester", 1),
        ("flt0_actor=HESTER@example.com", 1),
        ("flt0_actor=system", 2),
        ("flt0_actor=nobody", 0),
        ("flt0_verb=tag.create", 1),
        ("flt0_noun=user", 1),
        ("flt0_noun=tag&flt1_record={tag}", 2),
        ("flt0_from={today}", 3),
        ("flt0_until={yesterday}", 0),
    ],
)
def test_the_log_is_filtered(db, client, owner, query, found):
    hester = UserFactory(handle="hester", email="hester@example.com")
    tag = TagFactory()
    record("tag.create", tag, by=SYSTEM)
    record("tag.edit", tag, by=SYSTEM)
    logged(db, "user.sign_in", hester, by=hester)
    today, yesterday = now().date(), now().date() - timedelta(days=1)
    asked = query.format(tag=tag.id, today=today, yesterday=yesterday)
    text = client.get(f"/admin/events/?{asked}").text
    rows = text.partition("<main")[2].partition("</main>")[0]
    assert rows.count('<th scope="row"') == found


@pytest.mark.parametrize(
    ("group", "verb"),
    [
        ("changes", "tag.create"),
        ("discussion", "comment.approve"),
        ("rights", "role.set_permissions"),
        ("settings", "setting.edit"),
        ("sign_ins", "user.sign_in"),
        ("failed", "user.sign_in_failed"),
        ("refusals", "access.refuse"),
        ("exports", "access.export"),
    ],
)
def test_a_group_of_the_log_shows_its_own_verbs_and_no_others(db, client, owner, group, verb):
    tag = TagFactory()
    for one in VERBS:
        logged(db, one, tag, by=SYSTEM)
    text = client.get(f"/admin/events/?flt0_group={group}&page_size=100").text
    shown = text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert str(VERBS[verb]).partition("%")[0] in shown
    assert shown.count('<th scope="row"') == min(len(verbs_in(group)), 100)
    assert f'flt0_group={group}" aria-current="true"' in text


def test_every_verb_is_in_one_group():
    assert sorted(verb for group in GROUPS for verb in verbs_in(group)) == sorted(VERBS)


def test_a_group_keeps_the_other_filters_and_the_address_can_be_shared(db, client, owner):
    logged(db, "user.sign_in", owner, by=owner)
    logged(db, "user.sign_in", UserFactory(), by=SYSTEM)
    text = client.get(f"/admin/events/?flt0_actor={owner.handle}").text
    address = f"/admin/events/?flt0_actor={owner.handle}&amp;flt1_group=sign_ins"
    assert address in text
    rows = client.get(address.replace("&amp;", "&")).text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert rows.count('<th scope="row"') == 1


def test_a_sign_in_tells_by_which_way(db, client, owner):
    ways = {"way": ["password", "recovery_code"], "device": "Firefox, Linux", "place": "10.0.0.x"}
    logged(db, "user.sign_in", owner, by=owner, after=ways)
    assert "Signed in (password + recovery code)" in client.get("/admin/events/").text
    details = text_of_page(client.get(f"/admin/events/details/?id={newest(db).id}").text)
    assert "By – password, recovery code" in details and "Network" in details


@pytest.mark.parametrize("value", ["abc", "-1", "9" * 40, "٣"])
def test_an_impossible_number_is_passed_over_and_said(client, owner, value):
    answer = client.get(f"/admin/events/?flt0_record={value}")
    assert answer.status_code == 200
    assert "was passed over" in answer.text


def test_details_show_before_and_after_in_words(db, client, owner):
    ida = UserFactory(role="author")
    staff.assign_roles(ida, [role_named("editor")], by=owner)
    text = client.get(f"/admin/events/details/?id={newest(db).id}").text
    assert '<td dir="auto">Author</td><td dir="auto">Editor</td>' in text


def test_details_of_a_setting_use_the_words_of_its_screen(db, client, owner):
    save_settings({"comments_open": False}, by=owner)
    text = client.get(f"/admin/events/details/?id={newest(db).id}").text
    assert "Comments are open" in text
    assert '<td dir="auto">Yes</td><td dir="auto">No</td>' in text


def test_moments_are_told_in_the_readers_words(db, client, owner):
    at = {"at": "2026-12-04T07:00:00+00:00", "until": "sometime"}
    logged(db, "post.schedule", PostFactory(), by=owner, after=at)
    text = client.get(f"/admin/events/details/?id={newest(db).id}").text
    assert "Dec 4, 2026, 7:00" in text and "2026-12-04T07" not in text
    assert "sometime" in text


def test_a_reason_is_shown(db, client, owner):
    staff.deactivate(UserFactory(), by=owner, reason="Moved to another paper")
    db.session.commit()
    assert "Moved to another paper" in client.get("/admin/events/").text


def test_the_log_is_exported_with_formulas_made_harmless(db, client, owner):
    post = PostFactory(title="=1+1", status="unpublished")
    saving.save(post, Content("=2+2"), by=owner, base=1)
    db.session.commit()
    text = client.get("/admin/events/export/csv/?flt0_verb=post.save").text
    assert text.splitlines()[0].startswith("Number,When,Who,")
    assert "'=2+2" in text


@pytest.mark.parametrize("path", ["new/", "edit/?id={id}", "delete/?id={id}"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_writes_to_the_log(db, client, owner, path, method):
    PostFactory()
    count = len(db.session.scalars(select(Event)).all())
    answer = getattr(client, method)(f"/admin/events/{path.format(id=newest(db).id)}")
    assert answer.status_code == 404
    assert len(db.session.scalars(select(Event)).all()) == count


def test_no_bulk_action_reaches_the_log(db, client, owner):
    PostFactory()
    answer = client.post("/admin/events/action/", data={"action": "delete", "rowid": newest(db).id})
    assert answer.status_code == 400


@pytest.mark.parametrize("role", ["editor", "author", "moderator", "reader"])
@pytest.mark.parametrize("path", ["", "export/csv/", "details/?id=1"])
def test_the_log_is_for_those_who_may_see_it(client, role, path):
    person(client, role)
    assert client.get(f"/admin/events/{path}").status_code == 403


def test_the_list_asks_as_many_queries_for_many_records_as_for_few(client, owner, count_queries):
    PostFactory()
    client.get("/admin/events/")
    count_queries.clear()
    client.get("/admin/events/")
    few = len(count_queries)
    for _ in range(5):
        publishing.unpublish(PostFactory(), by=SYSTEM)
    count_queries.clear()
    client.get("/admin/events/")
    assert len(count_queries) == few
