"""Moderation: every transition of the table, recorded, and nothing else."""

import pytest
from sqlalchemy import select

from cms.actions import moderating
from cms.actions.errors import NotPossible, Refused
from cms.models import Comment, CommentStatus, Event
from cms.rules.workflow import MODERATION
from tests.factories import CommentFactory, PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize("name", MODERATION)
@pytest.mark.parametrize("status", CommentStatus)
def test_transitions_happen_as_the_table_says(db, name, status):
    moderator, comment = UserFactory(role="moderator"), CommentFactory(status=status)

    if status in MODERATION[name].sources:
        moderating.moderate(comment, name, by=moderator, reason="because")
        event = db.session.scalars(select(Event).where(Event.verb == f"comment.{name}")).one()
        assert (comment.status, event.reason, event.actor) == (MODERATION[name].target, "because", moderator)
    else:
        with pytest.raises(NotPossible):
            moderating.moderate(comment, name, by=moderator)


def test_author_does_not_moderate_under_somebody_elses_post():
    with pytest.raises(Refused):
        moderating.moderate(CommentFactory(), "spam", by=UserFactory(role="author"))


def test_only_trash_is_deleted_and_its_answers_go_with_it(db):
    moderator, root = UserFactory(role="moderator"), CommentFactory()
    CommentFactory(post=root.post, parent=root, root_id=root.id, depth=1)

    with pytest.raises(NotPossible):
        moderating.delete(root, by=moderator)
    moderating.moderate(root, "trash", by=moderator)
    moderating.delete(root, by=moderator)

    assert db.session.scalars(select(Comment.id)).all() == []


def test_author_cannot_delete_comments_for_good():
    author = UserFactory(role="author")
    comment = CommentFactory(post=PostFactory(author=author), status=CommentStatus.TRASHED)
    with pytest.raises(Refused):
        moderating.delete(comment, by=author)
