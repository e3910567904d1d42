"""Categories and tags as tags."""

import pytest

from cms.actions import saving
from cms.actions.content import Content
from cms.models import Tag
from cms.rules.permissions import SYSTEM
from tests.actions.importing.runs import bring, brought, counted, tags_on
from tests.factories import TagFactory
from tests.wxr import item, term

pytestmark = pytest.mark.usefixtures("db")


def test_categories_and_tags_of_one_slug_become_one_tag() -> None:
    post = brought(item(1, term("category", "sea", "Sea"), term("post_tag", "sea", "The sea")))
    assert tags_on(post) == ["Sea"]


def test_a_tag_that_is_here_already_is_used() -> None:
    TagFactory(name="Harbour", slug="harbour")
    assert tags_on(brought(item(1, term("post_tag", "port", "harbour")))) == ["Harbour"]
    assert counted(Tag) == 1


def test_other_taxonomies_are_reported() -> None:
    report = bring(item(1, term("genre", "noir", "Noir")), item(2, term("genre", "noir", "Noir")))
    assert report.counts["term"].skipped.total() == 1


def test_a_post_of_many_tags_keeps_them_and_can_be_saved_again() -> None:
    terms = [term("post_tag", f"t-{number}", f"Tag {number}") for number in range(60)]
    post = brought(item(1, *terms))
    assert len(tags_on(post)) == 60
    content = Content(title="Changed", tags=tuple(tags_on(post)))
    saving.save(post, content, by=SYSTEM, base=1)
