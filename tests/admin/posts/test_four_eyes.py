"""With four eyes the form offers what can be done, and says why the rest can't."""

import pytest

from cms.actions import reviewing, saving
from cms.actions.content import Content
from cms.actions.settings import save_settings
from cms.models import PostKind, PostStatus
from cms.rules.permissions import SYSTEM
from tests.admin.assertions import person
from tests.factories import PostFactory, UserFactory

NEEDS = "somebody else must approve"
PUBLISHING = ('name="act" value="publish"', 'name="act" value="schedule"')
SUBMITTING = 'name="act" value="submit"'


@pytest.fixture(autouse=True)
def four_eyes(db):
    save_settings({"four_eyes": True}, by=SYSTEM)


def form_of(client, post=None):
    return client.get(f"/admin/posts/edit/?id={post.id}" if post else "/admin/posts/new/").text


def offers_publishing(page):
    return any(button in page for button in PUBLISHING)


def test_a_new_text_is_submitted_rather_than_published(client, db):
    person(client, "editor")
    page = form_of(client)
    assert not offers_publishing(page)
    assert NEEDS in page and SUBMITTING in page


def test_what_nobody_approved_is_submitted_and_what_somebody_did_is_published(client, db):
    me = person(client, "editor")
    post = saving.create(PostKind.POST, Content("Tides", body="<p>Words.</p>"), by=me)
    page = form_of(client, post)
    assert not offers_publishing(page)
    assert "approval first. Submit it for review." in page and SUBMITTING in page
    reviewing.submit(post, by=me)
    reviewing.approve(post, by=UserFactory(role="editor"))
    db.session.commit()
    page = form_of(client, post)
    assert all(button in page for button in PUBLISHING)
    assert NEEDS not in page


def test_changes_to_what_is_published_are_submitted(client, db):
    person(client, "editor")
    page = form_of(client, PostFactory())
    assert not offers_publishing(page)
    assert NEEDS in page and SUBMITTING in page


def test_who_may_not_publish_anyway_is_told_nothing_of_it(client, db):
    me = person(client, "contributor")
    page = form_of(client, PostFactory(author=me, status=PostStatus.UNPUBLISHED))
    assert NEEDS not in page and "approval first" not in page
    assert SUBMITTING in page


def test_without_the_setting_everything_is_offered(client, db):
    save_settings({"four_eyes": False}, by=SYSTEM)
    person(client, "editor")
    assert offers_publishing(form_of(client))
    assert PUBLISHING[0] in form_of(client, PostFactory())
