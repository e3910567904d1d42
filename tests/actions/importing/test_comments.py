"""Comments, their threads and states."""

import pytest
from sqlalchemy import select

from cms.extensions import db as database
from cms.models import Comment, CommentStatus
from tests.actions.importing.runs import bring
from tests.wxr import comment, item

pytestmark = pytest.mark.usefixtures("db")


def test_comments_keep_their_threads_even_out_of_order() -> None:
    bring(item(1, comment(3, parent="2"), comment(2, parent="1"), comment(1)))
    one, two, three = database.session.scalars(select(Comment).order_by(Comment.id))
    assert (one.parent_id, one.root_id, one.depth) == (None, None, 0)
    assert (two.parent_id, two.root_id, two.depth) == (one.id, one.id, 1)
    assert (three.parent_id, three.root_id, three.depth) == (two.id, one.id, 2)


def test_comments_that_answer_each_other_in_a_ring_come_in() -> None:
    report = bring(item(1, comment(1, parent="2"), comment(2, parent="1"), comment(3, parent="3")))
    assert report.counts["comment"].imported == 3


@pytest.mark.parametrize(
    ("approved", "status"),
    [
        ("1", CommentStatus.APPROVED),
        ("0", CommentStatus.PENDING),
        ("spam", CommentStatus.SPAM),
        ("trash", CommentStatus.TRASHED),
        ("post-trashed", CommentStatus.TRASHED),
        ("", CommentStatus.PENDING),
    ],
)
def test_comments_keep_their_state(approved: str, status: CommentStatus) -> None:
    bring(item(1, comment(1, approved=approved)))
    assert database.session.scalars(select(Comment.status)).one() == status


def test_pingbacks_and_trackbacks_are_reported_and_answers_to_them_kept() -> None:
    report = bring(
        item(
            1,
            comment(1, type="pingback"),
            comment(2, type="trackback"),
            comment(3, parent="1", type="comment"),
        )
    )
    count = report.counts["comment"]
    assert (count.found, count.imported, count.skipped.total()) == (3, 1, 2)
    assert database.session.scalars(select(Comment.parent_id)).one() is None


def test_a_guest_is_what_they_said_less_what_is_dangerous() -> None:
    bring(
        item(
            1,
            comment(1, author="<b>Eve</b>", author_url="javascript:alert(1)", content="<script>x</script>Hi"),
        )
    )
    written = database.session.scalars(select(Comment)).one()
    assert (written.author_name, written.author_url, written.body) == ("Eve", "", "<p>Hi</p>")


def test_an_authors_comment_is_theirs_only_when_they_were_signed_in() -> None:
    ada = "ada@example.com"
    bring(item(1, comment(1, author_email=ada, user_id="7"), comment(2, author_email=ada)))
    signed_in, typed = database.session.scalars(select(Comment).order_by(Comment.id))
    assert signed_in.author is not None
    assert signed_in.author.handle == "ada"
    assert typed.author is None
