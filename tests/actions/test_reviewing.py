"""Review: the states of a revision, apart from publication."""

import pytest

from cms.actions import reviewing, saving
from cms.actions.content import Content
from cms.actions.errors import NotPossible, Refused
from cms.models import PostStatus, ReviewState
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")


def test_a_review_round_leaves_the_publication_alone():
    contributor, editor = UserFactory(role="contributor"), UserFactory(role="editor")
    post = PostFactory(status="unpublished", author=contributor)

    reviewing.submit(post, by=contributor)
    reviewing.request_changes(post, by=editor, note="Name your source.")
    reviewing.submit(post, by=contributor)
    revision = reviewing.approve(post, by=editor)

    assert (revision.review, post.status) == (ReviewState.APPROVED, PostStatus.UNPUBLISHED)


def test_a_new_revision_begins_as_a_draft_again():
    post, editor = PostFactory(status="unpublished"), UserFactory(role="editor")
    reviewing.submit(post, by=editor)
    assert saving.save(post, Content("Changed"), by=editor, base=1).review == ReviewState.DRAFT


def test_contributor_cannot_approve_the_own_text():
    contributor = UserFactory(role="contributor")
    post = PostFactory(status="unpublished", author=contributor)
    reviewing.submit(post, by=contributor)
    with pytest.raises(Refused):
        reviewing.approve(post, by=contributor)


def test_a_draft_that_nobody_submitted_cannot_be_approved():
    with pytest.raises(NotPossible):
        reviewing.approve(PostFactory(status="unpublished"), by=UserFactory(role="editor"))
