"""Whole runs: what is skipped, what a second one leaves alone, what a broken one keeps."""

from pathlib import Path

import pytest
from sqlalchemy import select

from cms.actions import saving, trashing
from cms.actions.content import Content
from cms.actions.errors import Refused
from cms.extensions import db as database
from cms.models import Comment, Post, PostKind, Redirect, Revision, Tag, User
from cms.rules.permissions import SYSTEM
from cms.tools.wxr import UnreadableExport
from tests.actions.importing.runs import bring, bring_file, brought, counted
from tests.factories import UserFactory
from tests.wxr import comment, export, item, term

pytestmark = pytest.mark.usefixtures("db")


def test_other_kinds_are_skipped_with_the_reason() -> None:
    report = bring(
        item(1, post_type="attachment"), item(2, post_type="nav_menu_item"), item(3, post_type="product")
    )
    assert counted(Post) == 0
    assert {kind: count.skipped.total() for kind, count in report.counts.items() if kind != "user"} == {
        "attachment": 1,
        "nav_menu_item": 1,
        "product": 1,
    }


def test_a_second_run_doubles_nothing() -> None:
    records = (
        item(1, term("post_tag", "sea", "Sea"), comment(1), comment(2, parent="1")),
        item(2, creator="bob"),
    )
    bring(*records)
    before = [counted(model) for model in (Post, Revision, Comment, Tag, User, Redirect)]
    report = bring(*records)
    assert [counted(model) for model in (Post, Revision, Comment, Tag, User, Redirect)] == before
    assert all(count.imported == 0 for count in report.counts.values())
    assert report.counts["post"].present == 2


def test_what_editors_changed_since_stays() -> None:
    post = brought(item(1, term("post_tag", "sea", "Sea")))
    saving.save(post, Content(title="Ours now", body="<p>New</p>"), by=SYSTEM, base=1)
    bring(item(1, term("post_tag", "sea", "Sea"), title="Theirs"))
    assert post.version == 2
    assert database.session.scalars(select(Revision.title).where(Revision.number == 2)).one() == "Ours now"


def test_what_was_deleted_here_does_not_come_back() -> None:
    post = brought(item(1, comment(1)))
    trashing.trash(post, by=SYSTEM)
    trashing.delete(post, by=SYSTEM)
    database.session.commit()
    report = bring(item(1, comment(1), comment(2)))
    assert counted(Post) == 0
    assert report.counts["comment"].skipped.total() == 1


def test_new_comments_join_a_post_that_came_in_before() -> None:
    bring(item(1, comment(1)))
    report = bring(item(1, comment(1), comment(2, parent="1")))
    assert (report.counts["comment"].imported, report.counts["comment"].present) == (1, 1)
    assert database.session.scalars(select(Comment.depth).order_by(Comment.id)).all() == [0, 1]


def test_the_number_of_a_deleted_post_is_not_mistaken_for_it() -> None:
    post = brought(item(1))
    number, author = post.id, post.author
    trashing.trash(post, by=SYSTEM)
    trashing.delete(post, by=SYSTEM)
    other = saving.create(PostKind.POST, Content(title="Another"), by=SYSTEM, author=author)
    database.session.commit()
    report = bring(item(1, comment(1)))
    assert report.counts["comment"].imported == 0
    assert other.id == number or counted(Comment) == 0


def test_the_same_number_from_another_blog_is_another_post() -> None:
    bring(item(1))
    bring_file(export(item(1)).replace(b"https://blog.example/", b"https://other.example/"))
    assert counted(Post) == 2


def test_a_post_that_cannot_be_kept_leaves_nothing_and_the_next_comes_in() -> None:
    huge = "x" * 1_000_001
    report = bring(item(1, term("post_tag", "sea", "Sea"), comment(1), content=huge), item(2))
    assert (counted(Post), counted(Tag), counted(Comment)) == (1, 0, 0)
    assert (report.counts["post"].imported, report.counts["post"].skipped.total()) == (1, 1)


def test_a_file_that_breaks_off_keeps_what_came_before() -> None:
    with pytest.raises(UnreadableExport):
        bring_file(export(item(1), item(2))[:-60])
    database.session.rollback()
    assert counted(Post) == 1


def test_somebody_without_the_right_imports_nothing() -> None:
    contributor = UserFactory(role="contributor")
    with pytest.raises(Refused):
        bring(item(1), by=contributor)
    assert counted(Post) == 0


def test_a_real_blog_comes_in_once(corpora: Path) -> None:
    data = (corpora / "wordpress-theme-test.xml").read_bytes()
    first, second = bring_file(data), bring_file(data)
    assert {kind: first.counts[kind].imported for kind in ("post", "page", "comment", "user")} == {
        "post": 58,
        "page": 21,
        "comment": 29,
        "user": 2,
    }
    assert first.counts["comment"].skipped.total() == 4
    assert {kind: count.found for kind, count in first.counts.items()} == {
        kind: count.found for kind, count in second.counts.items()
    }
    assert all(count.imported == 0 for count in second.counts.values())
    assert (counted(Post), counted(Comment)) == (79, 29)
