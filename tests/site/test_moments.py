"""The site as of a moment to come: what it shows, to whom, and that nothing of it stays."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from cms.actions import publishing, rehearsing, saving, scheduling
from cms.actions.content import Content
from cms.models import PostKind, PostStatus, now
from cms.rules.permissions import SYSTEM
from cms.site.moments import address_at
from cms.tools.html import text_of
from tests.client import sign_in
from tests.due import publish_due
from tests.factories import CommentFactory, PostFactory, UserFactory

SOON = (now() + timedelta(days=2)).replace(second=0, microsecond=0)
LATER = SOON + timedelta(days=2)


@pytest.fixture
def editor(client, db):
    return sign_in(client, UserFactory(role="editor"))


def coming(at=SOON, **given):
    post = PostFactory(status=PostStatus.UNPUBLISHED, **given)
    publishing.schedule(post, at, by=SYSTEM)
    return post


def changing(post, at=SOON, **content):
    given = {"title": post.title, "body": post.body, "slug": post.slug, **content}
    saving.save(post, Content(**given), by=SYSTEM, base=post.version)
    publishing.schedule(post, at, by=SYSTEM)


def at(path="/", moment=SOON):
    return address_at(moment, path)


def dump(db):
    """Every row of every table."""
    return {table.name: db.session.execute(select(table)).all() for table in db.metadata.sorted_tables}


def test_what_is_scheduled_stands_on_the_home_page_and_at_its_address(editor):
    post = coming(title="Spring tide", slug="spring-tide", body="<p>It rises.</p>")
    assert "Spring tide" not in editor.get("/").text
    assert "Spring tide" in editor.get(at()).text
    page = editor.get(at(post.path))
    assert page.status_code == 200
    assert "It rises." in page.text
    assert "The site as of" in page.text


def test_a_moment_before_the_change_does_not_show_it(editor):
    coming(at=LATER, title="Spring tide")
    assert "Spring tide" not in editor.get(at()).text
    assert "Spring tide" in editor.get(at(moment=LATER)).text


def test_what_ends_is_gone_from_lists_and_from_its_address(editor):
    post = PostFactory(title="Ebbing", tags=("harbour",))
    scheduling.schedule_end(post, SOON, by=SYSTEM)
    assert "Ebbing" in editor.get("/").text
    assert "Ebbing" not in editor.get(at()).text
    gone = editor.get(at(post.path))
    assert gone.status_code == 404
    assert "At that moment nothing can be read at this address." in gone.text
    assert "The site as of" in gone.text
    assert editor.get("/tags/harbour").status_code == 200
    assert editor.get(at("/tags/harbour")).status_code == 404


def test_changes_to_what_is_published_show_with_a_new_address_and_new_tags(editor):
    post = PostFactory(title="Old", slug="old", body="<p>As it was.</p>")
    changing(post, title="New", slug="new", body="<p>As it will be.</p>", tags=("harbour",))
    assert "As it will be." in editor.get(at("/posts/new")).text
    moved = editor.get(at("/posts/old"))
    assert (moved.status_code, moved.location) == (302, at("/posts/new"))
    assert "New" in editor.get(at("/tags/harbour")).text
    assert editor.get("/tags/harbour").status_code == 404
    assert "As it was." in editor.get("/posts/old").text


def test_the_menu_the_archive_people_and_search_are_those_of_the_moment(editor):
    coming(kind=PostKind.PAGE, title="Imprint", slug="imprint")
    post = coming(title="Spring tide", author=UserFactory(role="author", handle="ada"))
    assert f'href="{at("/imprint")}"' in editor.get(at()).text
    for path in (f"/archive/{SOON.year}/{SOON.month}", "/archive", "/authors/ada", "/search?q=spring"):
        assert editor.get(at(path)).status_code == 200, path
    assert post.title in editor.get(at("/authors/ada")).text
    assert f'href="{at(post.path)}"' in editor.get(at("/search?q=spring")).text
    assert post.title in editor.get(at("/feed.atom")).text
    assert editor.get("/authors/ada").status_code == 404


def test_links_and_forms_stay_within_and_what_is_not_of_the_site_leads_out(editor):
    other = PostFactory(
        slug="other", body='<p><a href="/posts/tide">a</a> <a href="https://e.org/">b</a></p>'
    )
    page = editor.get(at(other.path)).text
    for within in ("/", "/posts/tide", "/archive", "/search", f"/authors/{other.author.handle}"):
        assert f'="{at(within)}"' in page, within
    for out in ("https://e.org/", "/admin/", "/account", "#content"):
        assert f'href="{out}"' in page, out


def test_nobody_can_comment_there(editor):
    post = PostFactory()
    CommentFactory(post=post)
    page = editor.get(at(post.path)).text
    assert "Nobody can comment in a preview." in page
    assert 'class="comment-form"' not in page
    assert "reply_to=" not in page
    assert editor.post(at(f"{post.path}/comments"), data={"text": "x"}).status_code == 405


def test_what_will_fail_is_told(editor):
    changing(PostFactory(title="Old", slug="old"), slug="new")
    PostFactory(slug="new")
    page = editor.get(at()).text
    assert "“Old” will not change as planned: Another text has the address “new”." in page
    assert "0 scheduled changes are carried out here" in page


def test_the_banner_leads_to_the_changes_beside(editor):
    for moment in (SOON, LATER, LATER + timedelta(days=1, seconds=30)):
        coming(at=moment)
    page = editor.get(at(moment=LATER)).text
    assert f'rel="prev" href="{at(moment=SOON)}"' in page
    assert f'rel="next" href="{at(moment=LATER + timedelta(days=1, minutes=1))}"' in page


def test_nothing_but_shadows_can_be_written(db):
    coming()
    with (
        rehearsing.rehearsed(SOON, by=SYSTEM),
        pytest.raises(DBAPIError),
    ):
        db.session.execute(text("UPDATE setting SET value = '1'"))
        db.session.execute(text("INSERT INTO tag (name, key, slug, description) VALUES ('a', 'a', 'a', '')"))


def test_answers_are_kept_by_nobody(editor):
    for path in ("/", "/posts/nothing"):
        answer = editor.get(at(path))
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_looking_ahead_leaves_everything_as_it_is(editor, db, app):
    coming(title="Spring tide", slug="spring-tide", tags=("new-one",))
    changing(PostFactory(slug="old"), slug="new")
    scheduling.schedule_end(PostFactory(), SOON, by=SYSTEM)
    db.session.commit()
    before = dump(db)
    for path in ("/", "/posts/spring-tide", "/posts/old", "/posts/nothing", "/tags/new-one", "/archive"):
        editor.get(at(path))
    db.session.commit()
    assert dump(db) == before
    assert app.test_client().get("/posts/spring-tide").status_code == 404


def test_the_worker_then_does_exactly_that(editor, db):
    coming(title="Spring tide", slug="spring-tide")
    changing(PostFactory(title="Old", slug="old"), title="New", slug="new")
    scheduling.schedule_end(PostFactory(title="Ebbing"), SOON, by=SYSTEM)
    db.session.commit()
    paths = ("/", "/archive", "/posts/new", "/posts/spring-tide")
    foreseen = [shown(editor.get(at(path)).text.replace(at(""), "")) for path in paths]
    publish_due(SOON)
    db.session.commit()
    assert [shown(editor.get(path).text) for path in paths] == foreseen


def shown(page):
    """The words that a page shows and where it leads, less the discussion, which a preview closes."""
    main = page[page.index("<main") : page.index("</main>")].partition('<section class="comments"')[0]
    return text_of(main), re.findall(r'href="([^"]*)"', main)


@pytest.mark.parametrize(
    ("role", "code"), [("owner", 200), ("author", 403), ("moderator", 403), ("reader", 403)]
)
def test_only_who_sees_every_text_looks_ahead(client, db, role, code):
    coming()
    assert sign_in(client, UserFactory(role=role)).get(at()).status_code == code


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.get(at()).location.startswith("/login?next=")


@pytest.mark.parametrize("moment", ["tomorrow", "2100-13-01T00:00Z", "2100-01-01"])
def test_what_is_no_moment_is_a_404(editor, moment):
    assert editor.get(f"/preview/at/{moment}/").status_code == 404


def test_a_moment_that_has_come_leads_to_the_site(editor):
    answer = editor.get("/preview/at/2020-01-01T00:00Z/archive?page=2")
    assert answer.location == "/archive?page=2"


def test_too_much_at_once_is_a_sentence(editor, monkeypatch):
    monkeypatch.setattr(rehearsing, "MOST", 1)
    coming()
    coming()
    answer = editor.get(at())
    assert answer.status_code == 409
    assert "Choose an earlier moment." in answer.text
