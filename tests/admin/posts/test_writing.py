"""The form of posts and pages: save, publish, schedule, submit; nothing typed is lost."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from babel.dates import format_date
from sqlalchemy import select

from cms.actions.content import MOST_TAGS
from cms.actions.deleting import delete_person
from cms.actions.handing import hand_over
from cms.models import Post, PostKind, PostStatus, ReviewState, Revision, Schedule, now
from tests.admin.assertions import person, written
from tests.factories import PostFactory, UserFactory

NEW = "/admin/posts/new/"


def only_post(db):
    return db.session.scalars(select(Post)).one()


def edit(client, post, **fields):
    return client.post(f"/admin/posts/edit/?id={post.id}", data=written(**fields))


def fresh(db, post):
    return db.session.get(Post, post.id, populate_existing=True)


def test_author_writes_a_draft_and_lands_on_its_form(client, db):
    me = person(client, "author")
    answer = client.post(NEW, data=written(tags="Harbour, tide،مدّ", summary="On tides."))
    post = only_post(db)
    assert answer.location == f"/admin/posts/edit/?id={post.id}"
    assert (post.title, post.slug, post.author_id, post.status) == (
        "Ebb and flow",
        "ebb-and-flow",
        me.id,
        "unpublished",
    )
    revision = db.session.scalars(select(Revision)).one()
    assert revision.tags == ["Harbour", "tide", "مدّ"]
    assert "“Ebb and flow” is created." in client.get(answer.location).text


def test_author_publishes_at_once(client, db):
    person(client, "author")
    client.post(NEW, data=written(act="publish"))
    assert only_post(db).is_live


def test_contributor_writes_and_submits_but_cannot_publish(client, db):
    me = person(client, "contributor")
    page = client.get(NEW).text
    assert 'value="submit"' in page and 'value="publish"' not in page and 'value="schedule"' not in page
    answer = client.post(NEW, data=written(act="publish"))
    assert answer.status_code == 403 and "The tide turns." in answer.text
    assert db.session.scalars(select(Post)).all() == []
    client.post(NEW, data=written(act="submit"))
    assert db.session.scalars(select(Revision)).one().review == ReviewState.IN_REVIEW
    assert only_post(db).author_id == me.id


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "Give it a title."),
        ({"title": "x" * 301}, "Shorten this to 300 characters"),
        ({"slug": "!!!"}, "Use letters, digits and hyphens"),
        ({"slug": "taken"}, "Another text has the address"),
        ({"summary": "x" * 1001}, "Shorten this to 1000 characters"),
        ({"body": "a\x00b"}, "This holds characters that can"),
        ({"tags": "x" * 101}, "Shorten this to 100 characters"),
        ({"tags": ",".join(map(str, range(MOST_TAGS + 1)))}, f"Use at most {MOST_TAGS} tags."),
        ({"act": "schedule"}, "Choose when it shall be published."),
        ({"act": "schedule", "at": "2001-01-01T09:00"}, "Choose a moment in the future."),
        ({"act": "schedule", "at": "tomorrow"}, "Choose a day and a time"),
        ({"act": "schedule", "at": "0001-01-01T00:00"}, "Choose a day and a time"),
        ({"comment_policy": "bogus"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_everything_typed_stays(client, db, fields, sentence):
    PostFactory(slug="taken", title="Other")
    person(client, "author")
    answer = client.post(NEW, data=written(**{"summary": "A summary to keep", **fields}))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields.get("summary", "A summary to keep") in answer.text
    assert len(db.session.scalars(select(Post)).all()) == 1


def test_the_lead_image_and_the_meta_texts_are_kept_and_shown_again(client, db):
    person(client, "author")
    given = {
        "lead_image": "https://pictures.example/gull.jpg",
        "lead_image_alt": "A gull on a post",
        "lead_image_caption": "Photo: Inés",
        "meta_title": "Ebb and flow, explained",
        "meta_description": "Why the water comes and goes.",
    }
    form = client.post(NEW, data=written(**given)).location
    post = only_post(db)
    revision = db.session.scalars(select(Revision)).one()
    assert {name: getattr(revision, name) for name in given} == given
    assert {name: getattr(post, name) for name in given} == given
    for path in (form, f"/admin/posts/details/?id={post.id}"):
        page = client.get(path).text
        assert all(text in page for text in given.values())
    assert client.get(form).text.count('<details class="fold" open>') >= 2


def test_empty_fields_of_search_engines_stay_folded_and_wrong_ones_open(client, db):
    person(client, "author")
    folded = '<details class="fold">\n  <summary>Lead image</summary>'
    assert folded in client.get(NEW).text
    answer = client.post(NEW, data=written(lead_image="quay.jpg"))
    assert answer.status_code == 422
    assert folded not in answer.text and "begins with https://" in answer.text


def test_every_save_is_a_revision_with_its_note(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED)
    edit(client, post, title="Second", note="Better title", slug=post.slug)
    newest = db.session.scalars(select(Revision).where(Revision.number == 2)).one()
    assert (newest.title, newest.note, newest.author_id) == ("Second", "Better title", me.id)
    page = client.get(f"/admin/posts/edit/?id={post.id}").text
    assert "Revision 2" in page and "Better title" in page


def test_saving_what_is_published_changes_nothing_for_readers_until_published_again(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, title="As published")
    edit(client, post, title="Reworded", slug=post.slug)
    assert fresh(db, post).title == "As published"
    page = client.get(f"/admin/posts/edit/?id={post.id}").text
    assert "Reworded" in page and "Published, with changes" in page and "Publish changes" in page
    edit(client, post, title="Reworded", slug=post.slug, base="2", act="publish")
    assert fresh(db, post).title == "Reworded"


def test_a_schedule_is_in_the_time_zone_of_who_sets_it(client, db):
    me = person(client, "author")
    me.timezone = "America/New_York"
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED)
    edit(client, post, act="schedule", at="2100-07-01T09:00")
    assert db.session.scalars(select(Schedule.at)).one() == datetime(2100, 7, 1, 13, tzinfo=UTC)
    assert "America/New_York" in client.get(f"/admin/posts/edit/?id={post.id}").text


def test_a_form_without_a_base_never_overwrites(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED, title="Kept")
    sent = written()
    del sent["base"]
    assert client.post(f"/admin/posts/edit/?id={post.id}", data=sent).status_code == 303
    assert fresh(db, post).title == "Kept"


def test_editor_chooses_the_author_and_author_does_not(client, db):
    other = UserFactory(role="author", name="Nell Abara")
    reader = UserFactory(role="reader")
    person(client, "editor")
    assert "Nell Abara" in client.get(NEW).text
    client.post(NEW, data=written(author=str(other.id)))
    post = only_post(db)
    assert post.author_id == other.id
    assert edit(client, post, author=str(reader.id)).status_code == 422
    me = person(client, "author")
    assert 'name="author"' not in client.get(NEW).text
    client.post(NEW, data=written(title="Mine", author=str(other.id)))
    assert db.session.scalars(select(Post).where(Post.title == "Mine")).one().author_id == me.id


def test_a_page_keeps_what_its_form_has_no_field_for(client, db):
    person(client, "editor")
    page = PostFactory(kind=PostKind.PAGE, status=PostStatus.UNPUBLISHED, tags=("kept",))
    assert 'name="tags"' not in client.get(f"/admin/pages/edit/?id={page.id}").text
    client.post(f"/admin/pages/edit/?id={page.id}", data=written(title="New words"))
    newest = db.session.scalars(select(Revision).where(Revision.number == 2)).one()
    assert newest.title == "New words" and newest.tags == ["kept"]


def test_what_is_in_the_trash_leads_to_its_details(client, db):
    person(client, "editor")
    post = PostFactory(status=PostStatus.TRASHED)
    assert client.get(f"/admin/posts/edit/?id={post.id}").status_code == 403
    listed = client.get("/admin/posts/?flt0_status=trashed").text
    assert f"/admin/posts/details/?id={post.id}" in listed


def test_contributor_loses_the_form_of_what_is_published(client, db):
    me = person(client, "contributor")
    post = PostFactory(author=me)
    answer = edit(client, post)
    assert answer.status_code == 403
    assert "only people who may publish it can change it" in answer.text


def test_the_text_of_any_revision_can_be_read(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED, body="<p id='content'>First words</p>")
    edit(client, post, body="<p>Second words</p>")
    old = client.get(f"/admin/posts/details/?id={post.id}&revision=1").text
    assert "<p>First words</p>" in old and "Second words" not in old
    assert "Second words" in client.get(f"/admin/posts/details/?id={post.id}").text
    for bad in ("3", "x", "0", "9" * 20):
        assert client.get(f"/admin/posts/details/?id={post.id}&revision={bad}").status_code == 404


def test_markup_in_a_title_is_shown_as_text(client, db):
    person(client, "editor")
    PostFactory(title="<script>alert(1)</script>", tags=("<b>x</b>",))
    for path in ("/admin/", "/admin/posts/", f"/admin/posts/edit/?id={only_post(db).id}"):
        assert "<script>alert" not in client.get(path).text
        assert "<b>x</b>" not in client.get(path).text


def test_every_form_that_posts_carries_the_token(client, db, csrf):
    person(client, "owner")
    post = PostFactory()
    for path in (
        "/admin/posts/",
        "/admin/posts/new/",
        f"/admin/posts/edit/?id={post.id}",
        "/admin/tags/new/",
    ):
        for form in re.findall(r'<form[^>]*method="post".*?</form>', client.get(path).text, re.S):
            assert 'name="csrf_token"' in form
    assert client.post(NEW, data=written()).status_code == 400


def test_the_form_takes_the_same_number_of_queries_however_many_posts_there_are(client, db, count_queries):
    person(client, "editor")
    post = PostFactory(tags=("a",))
    path = f"/admin/posts/edit/?id={post.id}"
    client.get(path)
    count_queries.clear()
    client.get(path)
    few = len(count_queries)
    for _ in range(10):
        PostFactory(tags=("a", "b"))
    count_queries.clear()
    client.get(path)
    assert len(count_queries) == few <= 15


def test_a_schedule_shows_when_it_will_appear(client, db):
    person(client, "editor")
    PostFactory(status=PostStatus.SCHEDULED)
    tomorrow = format_date(now() + timedelta(days=1), "medium", locale="en")
    assert f"Scheduled for {tomorrow}" in client.get("/admin/posts/").text


def test_a_form_that_was_open_while_the_text_changed_hands_does_not_hand_it_back(client, db):
    owner, heir = UserFactory(role="owner"), UserFactory(role="author")
    person(client, "editor")
    post = PostFactory(status=PostStatus.UNPUBLISHED)
    opened = {"author": str(post.author_id), "author_was": str(post.author_id)}
    assert f'name="author_was" type="hidden" value="{post.author_id}"' in shown(client, post)
    hand_over(post.author, heir, by=owner)
    db.session.commit()
    assert edit(client, post, title="Typed meanwhile", **opened).status_code == 302
    assert (fresh(db, post).title, fresh(db, post).author_id) == ("Typed meanwhile", heir.id)


def test_a_form_that_was_open_while_the_author_was_deleted_still_saves(client, db):
    owner = UserFactory(role="owner")
    person(client, "editor")
    post = PostFactory(status=PostStatus.UNPUBLISHED)
    opened = {"author": str(post.author_id), "author_was": str(post.author_id)}
    delete_person(post.author, anonymise=True, by=owner)
    db.session.commit()
    assert edit(client, post, title="Typed meanwhile", **opened).status_code == 302
    assert fresh(db, post).title == "Typed meanwhile"


def test_who_chooses_another_author_meanwhile_is_heard(client, db):
    owner, heir, chosen = (UserFactory(role=role) for role in ("owner", "author", "author"))
    person(client, "editor")
    post = PostFactory(status=PostStatus.UNPUBLISHED)
    opened = {"author": str(chosen.id), "author_was": str(post.author_id)}
    hand_over(post.author, heir, by=owner)
    db.session.commit()
    edit(client, post, **opened)
    assert fresh(db, post).author_id == chosen.id


def shown(client, post):
    return client.get(f"/admin/posts/edit/?id={post.id}").text
