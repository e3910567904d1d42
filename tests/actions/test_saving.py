"""Saving: every save a revision, never over somebody else's."""

import pytest
from sqlalchemy import select

from cms.actions import publishing, saving
from cms.actions.content import Content, content_of
from cms.actions.errors import Invalid, Refused, Stale
from cms.models import Event, PostKind, PostStatus, Redirect, Revision, Tag
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")


def test_a_new_post_is_a_draft_with_its_first_revision_and_an_event(db):
    author = UserFactory(role="author")

    post = saving.create(PostKind.POST, Content("Hello World", tags=("News",)), by=author)

    assert (post.status, post.slug, post.version, post.author) == (
        PostStatus.UNPUBLISHED,
        "hello-world",
        1,
        author,
    )
    assert saving.newest_revision(post).tags == ["News"]
    assert db.session.scalars(select(Event.verb).where(Event.noun == "post")).all() == ["post.create"]


def test_equal_titles_get_numbered_slugs():
    slugs = [PostFactory(title="Same").slug for _ in range(3)]
    assert slugs == ["same", "same-2", "same-3"]


def test_a_stale_save_is_refused_and_both_texts_remain(db):
    post = PostFactory(status="unpublished")
    editor = UserFactory(role="editor")
    saving.save(post, Content("Theirs"), by=editor, base=1)

    with pytest.raises(Stale) as refusal:
        saving.save(post, Content("Mine"), by=editor, base=1)

    assert refusal.value.revision.title == "Theirs"
    assert post.title == "Theirs"


def test_saving_a_published_post_changes_nothing_for_visitors_until_it_is_published_again():
    post = PostFactory(title="Before")
    editor = UserFactory(role="editor")

    saving.save(post, Content("After"), by=editor, base=1)
    assert (post.title, post.has_changes) == ("Before", True)

    publishing.publish(post, by=editor)
    assert (post.title, post.has_changes) == ("After", False)


def test_a_published_posts_new_slug_leaves_a_redirect(db):
    post = PostFactory(title="Old name")
    saving.save(post, Content("Old name", slug="new-name"), by=SYSTEM, base=1)
    publishing.publish(post, by=SYSTEM)

    assert db.session.scalars(select(Redirect.path)).all() == ["/posts/old-name"]
    assert db.session.scalars(select(Redirect)).one().post.path == "/posts/new-name"


def test_a_slug_that_comes_back_takes_its_redirect_away(db):
    post = PostFactory(title="First")
    for number, slug in enumerate(("second", "first"), start=1):
        saving.save(post, Content("First", slug=slug), by=SYSTEM, base=number)
        publishing.publish(post, by=SYSTEM)

    assert db.session.scalars(select(Redirect.path)).all() == ["/posts/second"]


def test_a_taken_slug_is_refused_with_a_sentence():
    PostFactory(title="Taken")
    other = PostFactory(title="Other", status="unpublished")

    with pytest.raises(Invalid) as refusal:
        saving.save(other, Content("Other", slug="taken"), by=SYSTEM, base=1)

    assert set(refusal.value.errors) == {"slug"}


def test_an_unchanged_save_makes_no_revision(db):
    post = PostFactory(status="unpublished", body="<p onclick='x'>Hi</p>")
    newest = saving.newest_revision(post)

    saving.save(post, content_of(newest), by=SYSTEM, base=1)

    assert db.session.scalars(select(Revision.number).where(Revision.post_id == post.id)).all() == [1]


def test_author_cannot_edit_somebody_elses_draft():
    post = PostFactory(status="unpublished")
    with pytest.raises(Refused):
        saving.save(post, Content("Mine now"), by=UserFactory(role="author"), base=1)


def test_contributor_may_use_tags_but_not_create_them(db):
    contributor = UserFactory(role="contributor")
    saving.create(PostKind.POST, Content("A", tags=("harbour",)), by=SYSTEM, author=contributor)

    post = saving.create(PostKind.POST, Content("B", tags=("Harbour",)), by=contributor)
    with pytest.raises(Invalid) as refusal:
        saving.create(PostKind.POST, Content("C", tags=("new",)), by=contributor)

    assert post.version == 1
    assert set(refusal.value.errors) == {"tags"}
    assert db.session.scalars(select(Tag.name)).all() == ["harbour"]


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (Content(""), "title"),
        (Content("x" * 301), "title"),
        (Content("nul\x00"), "title"),
        (Content("t", body="\ud800"), "body"),
        (Content("t", body="<div>" * 501), "body"),
        (Content("t", slug="!!!"), "slug"),
        (Content("t", tags=tuple(map(str, range(101)))), "tags"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_field(content, field):
    with pytest.raises(Invalid) as refusal:
        saving.create(PostKind.POST, content, by=UserFactory(role="editor"))
    assert field in refusal.value.errors
