"""The checklist before publishing: whom it holds back, and who may pass despite it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.actions import publishing, readiness, saving
from cms.actions.content import content_of
from cms.actions.errors import NotReady, Refused
from cms.models import Event, PostKind, PostStatus, Redirect, now
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory, TagFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")
BARE_PICTURE = '<p><img src="/media/quay.jpg"></p>'


def draft(body=BARE_PICTURE, **given):
    return PostFactory(status="unpublished", body=body, **given)


def later(post, **options):
    publishing.schedule(post, now() + timedelta(days=1), **options)


@pytest.mark.parametrize("go", [publishing.publish, later])
@pytest.mark.parametrize("role", ["author", "editor", "owner"])
def test_what_blocks_holds_everybody_back(go, role):
    somebody = UserFactory(role=role)
    post = draft(author=somebody)
    with pytest.raises(NotReady, match=r"quay\.jpg") as held:
        go(post, by=somebody)
    assert post.status == PostStatus.UNPUBLISHED
    assert len(held.value.faults) == 1


def test_the_operators_own_tools_publish_texts_as_they_are():
    post = draft()
    publishing.publish(post, by=SYSTEM)
    assert post.is_live


def test_warnings_hold_nobody_back():
    author = UserFactory(role="author")
    post = draft("<h3>Deep</h3>", author=author)
    publishing.publish(post, by=author)
    assert post.is_live


@pytest.mark.parametrize(("go", "verb"), [(publishing.publish, "publish"), (later, "schedule")])
def test_editor_publishes_despite_the_checklist_with_a_reason_that_is_kept(db, go, verb):
    go(draft(), by=UserFactory(role="editor"), override=" The picture has a caption. ")
    event = db.session.scalars(select(Event).where(Event.verb == f"post.{verb}")).one()
    assert event.reason == "The picture has a caption."
    assert event.after["despite"] == ["alt_text"]


def test_author_cannot_publish_despite_the_checklist():
    author = UserFactory(role="author")
    with pytest.raises(Refused, match="despite"):
        publishing.publish(draft(author=author), by=author, override="Because.")


def test_a_reason_that_nothing_asks_for_is_not_kept(db):
    publishing.publish(draft("<p>Fine.</p>"), by=UserFactory(role="editor"), override="Because.")
    event = db.session.scalars(select(Event).where(Event.verb == "post.publish")).one()
    assert (event.reason, "despite" in event.after) == ("", False)


def blocking(body, **given):
    post = draft(body, **given)
    return [str(it.sentence) for it in readiness.findings_of(post, saving.newest_revision(post)) if it.blocks]


@pytest.mark.parametrize(
    "link",
    [
        "/posts/nowhere",
        "/nowhere",
        "/nowhere/at/all",
        "nowhere",
        "/tags/nowhere",
        "/authors/nobody",
        "http://localhost/posts/nowhere#part",
        "/posts/hidden",
    ],
)
def test_a_link_into_the_void_blocks(app, link):
    PostFactory(slug="hidden", status="unpublished")
    link = link.replace("http://localhost", app.config["SITE_URL"])
    [sentence] = blocking(f'<a href="{link}">x</a>')
    assert link in sentence


@pytest.mark.parametrize(
    "link",
    [
        *(
            "/",
            "/archive",
            "/search?q=tide",
            "/feed.atom",
            "#part",
            "mailto:a@example.com",
            "https://example.net/no",
        ),
        *(
            "/posts/there",
            "/posts/there/",
            "/posts/there#part",
            "there",
            "/posts/coming",
            "/about",
            "/tags/tide",
        ),
        *("/posts/own", "/authors/somebody", "/old/path", "/static/css/tokens.css"),
    ],
)
def test_a_link_that_leads_somewhere_does_not(db, link):
    PostFactory(slug="there")
    PostFactory(slug="coming", status="scheduled")
    PostFactory(slug="about", kind=PostKind.PAGE)
    TagFactory(slug="tide", name="tide")
    UserFactory(handle="somebody")
    db.session.add(Redirect(path="/old/path", target="/about"))
    assert blocking(f'<a href="{link}">x</a>', slug="own") == []


def test_many_links_cost_few_queries(count_queries):
    body = "".join(f'<a href="/posts/n{n}">x</a><a href="/p{n}">x</a>' for n in range(200))
    post = draft(body)
    revision = saving.newest_revision(post)
    count_queries.clear()
    assert len(readiness.findings_of(post, revision)) == 401
    assert len(count_queries) <= 5


def test_a_changed_address_of_what_readers_know_is_told():
    post = PostFactory(slug="ebb")
    content = content_of(saving.newest_revision(post))
    saving.save(post, content.__class__(**{**vars(content), "slug": "flow"}), by=SYSTEM, base=1)
    names = {it.check.name for it in readiness.findings_of(post, saving.newest_revision(post))}
    assert "address" in names
