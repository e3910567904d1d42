"""Comments: a first one waits, threads hold together, closed discussions stay closed."""

import pytest

from cms.actions import commenting, moderating
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.models import CommentPolicy, CommentStatus, Setting
from cms.rules.permissions import SYSTEM
from tests.factories import CommentFactory, PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")


def test_a_new_commenters_first_comment_waits_and_later_ones_do_not():
    post, reader = PostFactory(), UserFactory(role="reader")

    first = commenting.write(post, "Hello", by=reader)
    assert first.status == CommentStatus.PENDING

    moderating.moderate(first, "approve", by=SYSTEM)
    assert commenting.write(post, "Again", by=reader).status == CommentStatus.APPROVED


def test_whoever_moderates_a_discussion_does_not_wait_for_themselves():
    author = UserFactory(role="author")
    elsewhere = commenting.write(PostFactory(), "Hello", by=author)
    at_home = commenting.write(PostFactory(author=author), "Thanks", by=author)
    assert (elsewhere.status, at_home.status) == (CommentStatus.PENDING, CommentStatus.APPROVED)


def test_the_owner_may_let_first_comments_appear_at_once(db):
    db.session.add(Setting(name="hold_first_comment", value=False))
    db.session.flush()
    assert commenting.write(PostFactory(), "Hi", by=UserFactory()).status == CommentStatus.APPROVED


def test_markup_in_a_comment_is_text(db):
    comment = commenting.write(PostFactory(), "<script>x</script>\n\nsecond\nline", by=UserFactory())
    db.session.flush()
    db.session.refresh(comment)
    assert comment.body == "<p>&lt;script&gt;x&lt;/script&gt;</p><p>second<br>line</p>"


def test_an_answer_stays_in_its_thread():
    post, reader = PostFactory(), UserFactory()
    root = CommentFactory(post=post)
    middle = CommentFactory(post=post, parent=root, root_id=root.id, depth=1)

    answer = commenting.write(post, "I agree", by=reader, parent=middle)

    assert (answer.root_id, answer.depth, answer.parent) == (root.id, 2, middle)


@pytest.mark.parametrize("status", ["pending", "spam", "trashed"])
def test_what_is_not_public_cannot_be_answered(status):
    parent = CommentFactory(status=status)
    with pytest.raises(NotPossible):
        commenting.write(parent.post, "Hm", by=UserFactory(), parent=parent)


def test_a_comment_of_another_post_cannot_be_answered_here():
    with pytest.raises(NotPossible):
        commenting.write(PostFactory(), "Hm", by=UserFactory(), parent=CommentFactory())


@pytest.mark.parametrize("status", ["unpublished", "scheduled", "archived", "trashed"])
def test_what_visitors_cannot_read_they_cannot_comment(status):
    with pytest.raises(NotPossible):
        commenting.write(PostFactory(status=status), "Hm", by=UserFactory())


def test_a_closed_discussion_stays_closed():
    post = PostFactory()
    post.comment_policy = CommentPolicy.CLOSED
    with pytest.raises(NotPossible):
        commenting.write(post, "Hm", by=UserFactory(role="owner"))


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5001, "nul\x00"])
def test_empty_long_and_unstorable_comments_are_refused(text):
    with pytest.raises(Invalid):
        commenting.write(PostFactory(), text, by=UserFactory())


def test_who_has_no_role_cannot_comment():
    with pytest.raises(Refused):
        commenting.write(PostFactory(), "Hm", by=UserFactory(role=None))
