"""Tags: found however they are capitalised, created as people type, never doubled."""

import pytest
from sqlalchemy import select

from cms.actions import saving, tagging
from cms.actions.errors import Invalid, Refused
from cms.models import PostTag, Tag
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory, TagFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")


def test_a_tag_is_found_however_it_is_capitalised_in_any_script(db):
    first = tagging.tags_named(("Ölhafen", "C++", "C"), by=SYSTEM)
    second = tagging.tags_named(("öLHAFEN", "c++", "c"), by=SYSTEM)
    assert first == second
    assert [tag.slug for tag in first] == ["olhafen", "c", "c-2"]


def test_author_creates_tags_but_does_not_rename_them():
    author = UserFactory(role="author")
    tag = tagging.create_tag("Harbour", by=author)
    with pytest.raises(Refused):
        tagging.edit_tag(tag, "Port", by=author)


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "nul\x00"])
def test_a_tag_needs_an_ordinary_name(name):
    with pytest.raises(Invalid):
        tagging.create_tag(name, by=SYSTEM)


def test_two_tags_cannot_share_a_name_or_an_address():
    tagging.create_tag("Harbour", by=SYSTEM)
    with pytest.raises(Invalid):
        tagging.create_tag("HARBOUR", by=SYSTEM)
    with pytest.raises(Invalid):
        tagging.edit_tag(TagFactory(), "Else", slug="harbour", by=SYSTEM)


def test_after_a_refused_name_the_work_goes_on(db):
    tagging.create_tag("Harbour", by=SYSTEM)
    with pytest.raises(Invalid):
        tagging.create_tag("harbour", by=SYSTEM)
    assert tagging.create_tag("Boats", by=SYSTEM) in db.session.scalars(select(Tag)).all()


def test_deleting_a_tag_takes_it_off_its_posts(db):
    post = PostFactory(tags=("Harbour", "Boats"))
    tagging.delete_tag(tagging.tags_named(("harbour",), by=SYSTEM)[0], by=UserFactory(role="editor"))
    assert [tag.name for tag in tagging.tags_of(post)] == ["Boats"]
    assert len(db.session.scalars(select(PostTag)).all()) == 1


def test_adding_a_tag_is_a_revision():
    post = PostFactory(status="unpublished", tags=("Harbour",))
    saving.add_tag(post, "Boats", by=SYSTEM)
    assert (post.version, [tag.name for tag in tagging.tags_of(post)]) == (2, ["Boats", "Harbour"])
