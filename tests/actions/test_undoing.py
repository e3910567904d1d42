"""An act on one record is undone exactly, or not at all."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cms.actions import publishing, saving, trashing
from cms.actions.content import content_of
from cms.actions.errors import NotPossible, Refused
from cms.actions.moderating import moderate
from cms.actions.staff import deactivate
from cms.actions.standing import standing_of
from cms.actions.undoing import undo_account_move, undo_moderation, undo_move, undo_tag
from cms.models import CommentStatus, Event, PostStatus, Role, Schedule, now
from cms.rules.permissions import SYSTEM
from tests.factories import CommentFactory, PostFactory, TagFactory, UserFactory

MOVES = {
    "publish": publishing.publish,
    "unpublish": publishing.unpublish,
    "trash": trashing.trash,
    "restore": trashing.restore,
}


def did(record, do):
    """Do it, and answer with the step that takes it back."""
    before = standing_of(record)
    do(record, by=SYSTEM)
    return {"before": before, "left": standing_of(record)}


def without_clock(record):
    return {name: value for name, value in standing_of(record).items() if name != "updated_at"}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("publish", PostStatus.UNPUBLISHED),
        ("publish", PostStatus.SCHEDULED),
        ("publish", PostStatus.ARCHIVED),
        ("unpublish", PostStatus.SCHEDULED),
        ("unpublish", PostStatus.PUBLISHED),
        ("unpublish", PostStatus.ARCHIVED),
        ("trash", PostStatus.UNPUBLISHED),
        ("trash", PostStatus.SCHEDULED),
        ("trash", PostStatus.PUBLISHED),
        ("trash", PostStatus.ARCHIVED),
        ("restore", PostStatus.TRASHED),
    ],
)
def test_a_move_is_undone_to_the_exact_state(db, name, status):
    post = PostFactory(status=status, tags=("tide",))
    before = without_clock(post)
    step = did(post, MOVES[name])
    assert without_clock(post) != before
    undo_move(post, name, step, by=SYSTEM)
    assert without_clock(post) == before


def changed(post, title):
    newest = saving.newest_revision(post)
    content = content_of(newest)
    saving.save(post, type(content)(**{**vars(content), "title": title}), by=SYSTEM, base=newest.number)


@pytest.mark.parametrize("name", ["publish", "unpublish", "trash"])
def test_the_revision_that_readers_saw_comes_back(db, name):
    post = PostFactory(title="As readers know it")
    changed(post, "Not published yet")
    step = did(post, MOVES[name])
    assert post.title == "Not published yet"
    undo_move(post, name, step, by=SYSTEM)
    assert (post.title, post.live_version, post.has_changes) == ("As readers know it", 1, True)


def test_what_was_changed_since_stays(db):
    post = PostFactory()
    step = did(post, publishing.unpublish)
    changed(post, "Touched")
    with pytest.raises(NotPossible, match="changed since"):
        undo_move(post, "unpublish", step, by=SYSTEM)
    assert (post.status, post.title) == (PostStatus.UNPUBLISHED, "Touched")


def test_a_change_that_was_taken_back_counts_as_a_change(db):
    post = PostFactory()
    step = did(post, trashing.trash)
    trashing.restore(post, by=SYSTEM)
    trashing.trash(post, by=SYSTEM)
    with pytest.raises(NotPossible, match="changed since"):
        undo_move(post, "trash", step, by=SYSTEM)


def test_a_schedule_whose_moment_is_past_does_not_come_back(db):
    post = PostFactory(status=PostStatus.SCHEDULED)
    step = did(post, publishing.unpublish)
    step["before"]["plans"][0]["at"] = (now() - timedelta(minutes=1)).isoformat()
    with pytest.raises(NotPossible, match="moment for which it was scheduled is past"):
        undo_move(post, "unpublish", step, by=SYSTEM)
    assert db.session.scalars(select(Schedule)).all() == []


def test_undo_needs_the_permission_of_the_act(db):
    post, stranger = PostFactory(), UserFactory(role="author")
    step = did(post, trashing.trash)
    with pytest.raises(Refused):
        undo_move(post, "trash", step, by=stranger)
    undo_move(post, "trash", step, by=post.author)
    assert post.status == PostStatus.PUBLISHED


def test_an_undo_stands_in_the_log(db):
    post = PostFactory()
    undo_move(post, "trash", did(post, trashing.trash), by=SYSTEM)
    event = db.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (event.verb, event.before, event.after) == (
        "post.undo",
        {"status": "trashed"},
        {"status": "published"},
    )


def test_the_earlier_tags_come_back_as_a_revision(db):
    TagFactory(name="two")
    post = PostFactory(tags=("one",))
    step = did(post, lambda it, by: saving.add_tag(it, "two", by=by))
    undo_tag(post, step, by=SYSTEM)
    assert saving.newest_revision(post).tags == ["one"]
    assert post.version == 3


@pytest.mark.parametrize("name", ["approve", "hold", "spam", "trash"])
@pytest.mark.parametrize("status", CommentStatus)
def test_a_comment_gets_its_earlier_status(db, name, status):
    comment = CommentFactory(status=status)
    try:
        step = did(comment, lambda it, by: moderate(it, name, by=by))
    except NotPossible:
        return  # it had the status already
    undo_moderation(comment, step, by=SYSTEM)
    assert comment.status == status


def test_an_account_is_opened_again(db):
    user = UserFactory()
    step = did(user, deactivate)
    undo_account_move(user, step, by=SYSTEM)
    assert user.active


@pytest.mark.parametrize("status", [PostStatus.PUBLISHED, PostStatus.SCHEDULED, PostStatus.UNPUBLISHED])
def test_undoing_a_trashing_makes_nothing_public_for_who_may_not_publish(db, status):
    role = Role(name="tidier", permissions=frozenset({"backoffice.enter", "post.view", "post.trash"}))
    db.session.add(role)
    tidier = UserFactory(roles=[role])
    post = PostFactory(status=status)
    step = did(post, trashing.trash)
    if status == PostStatus.UNPUBLISHED:
        undo_move(post, "trash", step, by=tidier)
        assert post.status == status
        return
    with pytest.raises(Refused, match="None of your roles"):
        undo_move(post, "trash", step, by=tidier)
    assert post.status == PostStatus.TRASHED
