"""Posts and pages: their words, tags and addresses."""

import pytest
from sqlalchemy import select

from cms.actions import saving
from cms.actions.content import Content
from cms.extensions import db as database
from cms.models import Event, Post, PostKind, PostStatus
from cms.rules.permissions import SYSTEM
from tests.actions.importing.runs import bring, brought, tags_on
from tests.factories import UserFactory
from tests.wxr import item, term

pytestmark = pytest.mark.usefixtures("db")


def test_a_published_post_arrives_whole() -> None:
    post = brought(item(1, term("category", "sea", "Sea"), content="One\n\nTwo", excerpt="<b>In</b> short"))
    assert (post.kind, post.status, post.slug) == (PostKind.POST, PostStatus.PUBLISHED, "post-1")
    assert post.body == "<p>One</p>\n<p>Two</p>"
    assert post.summary == "In short"
    assert post.published_at is not None
    assert post.published_at.isoformat() == "2020-03-01T10:00:00+00:00"
    assert (post.author.handle, post.author.name) == ("ada", "Ada & Co.")
    assert tags_on(post) == ["Sea"]
    assert (post.version, post.live_version) == (1, 1)


def test_the_import_stands_in_the_event_log() -> None:
    post = brought(item(1))
    event = database.session.scalars(select(Event).where(Event.verb == "post.import")).one()
    assert event.record_id == post.id
    assert event.after == {"source": "https://blog.example", "key": "1", "status": "published"}


def test_pages_sticky_posts_and_closed_discussions_stay_what_they_were() -> None:
    bring(item(1, post_type="page", post_name="about"), item(2, is_sticky="1", comment_status="closed"))
    page, post = database.session.scalars(select(Post).order_by(Post.id))
    assert (page.kind, page.path, page.pinned) == (PostKind.PAGE, "/about", False)
    assert (post.kind, post.pinned, post.comment_policy) == (PostKind.POST, True, "closed")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Plain", "Plain"),
        ("With <em>mark<sup>up</sup></em>", "With markup"),
        ("Fish &amp; chips &#8217;n&#8217; peas", "Fish & chips ’n’ peas"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<img src=x onerror=alert(1)>Boat", "Boat"),
        ("", "Words."),
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_titles_become_text(title: str, shown: str) -> None:
    assert brought(item(1, title=title)).title == shown


def test_a_body_cannot_execute() -> None:
    post = brought(item(1, content="<script>alert(1)</script><p onclick=alert(1)>Words [gallery]</p>"))
    assert post.body == "<p>Words [gallery]</p>"


def test_a_taken_slug_gets_a_number() -> None:
    saving.create(PostKind.POST, Content(title="Mine", slug="post-1"), by=SYSTEM, author=UserFactory())
    report = bring(item(1), item(2, post_name="post-1"))
    assert report.counts["post"].imported == 2
    slugs = database.session.scalars(select(Post.slug).order_by(Post.id)).all()
    assert slugs == ["post-1", "post-1-2", "post-1-3"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("%ce%b5%cf%80%ce%af-2", "epi-2"),
        ("", "post-1"),
        ("gone__trashed", "gone"),
        ("a" * 250, "a" * 160),
    ],
)
def test_slugs_are_spelt_as_ours(name: str, slug: str) -> None:
    assert brought(item(1, post_name=name)).slug == slug


def meta(key: str, text: str) -> str:
    return f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{text}</wp:meta_value></wp:postmeta>"


def picture(number: int, address: str, alt: str = "A gull") -> str:
    told = meta("_wp_attachment_image_alt", alt)
    return item(number, told, post_type="attachment", attachment_url=address, excerpt="Photo: <i>Ada</i>")


def test_the_featured_image_becomes_the_lead_image_wherever_it_stands_in_the_file() -> None:
    bring(
        picture(1, "http://blog.example/before.jpg"),
        item(2, meta("_thumbnail_id", "1")),
        item(3, meta("_thumbnail_id", "4")),
        picture(4, "https://blog.example/behind.jpg", alt=""),
    )
    first, second = database.session.scalars(select(Post).order_by(Post.id))
    assert (first.lead_image, first.lead_image_alt) == ("https://blog.example/before.jpg", "A gull")
    assert first.lead_image_caption == "Photo: Ada"
    assert (second.lead_image, second.lead_image_alt) == ("https://blog.example/behind.jpg", "")
    assert second.is_live


@pytest.mark.parametrize(
    "address", ["ftp://blog.example/a.jpg", "javascript:alert(1)", f"https://a/{'x' * 2000}"]
)
def test_a_featured_image_that_no_page_could_show_is_left_out(address: str) -> None:
    bring(picture(1, address), item(2, meta("_thumbnail_id", "1")), item(3, meta("_thumbnail_id", "99")))
    assert [post.lead_image for post in database.session.scalars(select(Post))] == ["", ""]


def test_meta_texts_of_the_common_plug_in_come_in_but_not_its_templates() -> None:
    bring(
        item(1, meta("_yoast_wpseo_title", "Why it rings"), meta("_yoast_wpseo_metadesc", "Twice.")),
        item(2, meta("_yoast_wpseo_title", "%%title%% %%sitename%%")),
    )
    first, second = database.session.scalars(select(Post).order_by(Post.id))
    assert (first.meta_title, first.meta_description) == ("Why it rings", "Twice.")
    assert (second.meta_title, second.meta_description) == ("", "")
