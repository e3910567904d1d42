"""Autosaves: one for a sitting, its author's alone, and no trace of them anywhere else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cms.actions import autosaving, publishing, reviewing, saving, trashing
from cms.actions.autosaving import MOST_KEPT, Sitting
from cms.actions.content import Content, content_of
from cms.actions.errors import Invalid, Refused
from cms.engines.reading.proofs import revision_of
from cms.models import Autosave, Event, Post, PostKind, PostStatus, Revision, Schedule, User, now
from cms.rules.permissions import SYSTEM, visible_to
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")

FIRST, SECOND = Sitting("a" * 22, 1), Sitting("b" * 22, 1)


@pytest.fixture
def author():
    return UserFactory(role="author")


@pytest.fixture
def post(author):
    return PostFactory(author=author, status=PostStatus.UNPUBLISHED, title="Ebb", body="<p>It turns.</p>")


def keep(post, sitting, *, by, base=1, **typed):
    content = replace(content_of(saving.newest_revision(post)), **typed)
    return autosaving.keep(content, sitting, by=by, kind=post.kind, post=post, base=base)


def keep_new(title, sitting, *, by, **typed):
    return autosaving.keep(Content(title, **typed), sitting, by=by, kind=PostKind.POST)


def kept(db, **by):
    return [it.title for it in db.session.scalars(select(Autosave).filter_by(**by).order_by(Autosave.id))]


def test_autosaves_of_one_sitting_fold_into_one(db, post, author):
    first = keep(post, FIRST, by=author, title="E")
    again = keep(post, FIRST._replace(turn=2), by=author, title="Ebb and")
    assert again is first
    assert kept(db) == ["Ebb and"]
    assert (first.base, first.turn, first.post_id, first.author_id) == (1, 2, post.id, author.id)


def test_two_sittings_are_kept_apart(db, post, author):
    keep(post, FIRST, by=author, title="Here")
    keep(post, SECOND, by=author, title="There")
    assert kept(db) == ["Here", "There"]


def test_what_was_overtaken_on_its_way_puts_nothing_back(db, post, author):
    keep(post, FIRST._replace(turn=5), by=author, title="Later")
    keep(post, FIRST._replace(turn=4), by=author, title="Earlier")
    assert kept(db) == ["Later"]


def test_every_field_is_kept_and_the_body_sanitised(db, post, author):
    typed = Content(
        "Flow",
        "flow",
        "A summary",
        "<p>Safe</p><script>alert(1)</script>",
        ("tide",),
        lead_image="/media/a.jpg",
        lead_image_alt="A gull",
        meta_title="M",
    )
    row = autosaving.keep(typed, FIRST, by=author, kind=post.kind, post=post, base=1)
    db.session.refresh(row)
    assert content_of(row) == replace(typed, body="<p>Safe</p>")


def test_what_is_typed_back_leaves_nothing(db, post, author):
    keep(post, FIRST, by=author, title="Other")
    assert keep(post, FIRST._replace(turn=2), by=author) is None
    assert kept(db) == []


def test_a_new_text_is_kept_without_a_post_once_something_is_typed(db, author):
    assert keep_new(" ", FIRST, by=author) is None
    row = keep_new("", FIRST, by=author, body="<p>First words")
    assert (row.post_id, row.base, row.title) == (None, 0, "")
    assert db.session.scalar(select(func.count()).select_from(Post)) == 0


def test_what_is_not_finished_may_lack_a_title_or_hold_half_an_address(post, author):
    row = keep(post, FIRST, by=author, title="", lead_image="https:")
    assert (row.title, row.lead_image) == ("", "https:")


@pytest.mark.parametrize(
    "typed", [{"title": "x" * 301}, {"body": "<p>\0</p>"}, {"tags": ("x" * 101,)}, {"body": "<b>" * 501}]
)
def test_what_no_database_stores_is_refused_with_a_sentence(db, post, author, typed):
    with pytest.raises(Invalid) as fault:
        keep(post, FIRST, by=author, **typed)
    assert all(str(sentence) for sentence in fault.value.errors.values())
    assert kept(db) == []


@pytest.mark.parametrize(
    "sitting", [Sitting("", 1), Sitting("short", 1), Sitting("a" * 22, -1), Sitting("é" * 22)]
)
def test_a_sitting_that_is_none_is_refused(post, author, sitting):
    with pytest.raises(Invalid):
        keep(post, sitting, by=author, title="Other")


def test_only_who_may_write_there_is_kept(db, post):
    with pytest.raises(Refused):
        keep(post, FIRST, by=UserFactory(role="author"), title="Mine")
    with pytest.raises(Refused):
        keep_new("Mine", FIRST, by=UserFactory(role="reader"))
    assert kept(db) == []


def test_in_the_trash_nothing_is_kept(post, author):
    trashing.trash(post, by=author)
    with pytest.raises(Refused, match="in the trash"):
        keep(post, FIRST, by=author, title="Other")


def test_nobody_else_sees_it_not_even_an_owner(db, post, author):
    row = keep(post, FIRST, by=author, title="Mine")
    for other in (UserFactory(role="owner"), UserFactory(role="editor"), SYSTEM):
        assert db.session.scalars(visible_to(other, Autosave)).all() == []
    assert db.session.scalars(visible_to(author, Autosave)).all() == [row]


def test_the_same_token_is_another_sitting_for_another_person(db, post, author):
    editor = UserFactory(role="editor")
    keep(post, FIRST, by=author, title="Author's")
    keep(post, FIRST, by=editor, title="Editor's")
    assert kept(db, author_id=author.id) == ["Author's"]
    assert kept(db, author_id=editor.id) == ["Editor's"]


def test_a_token_of_another_text_overwrites_nothing(db, post, author):
    keep(post, FIRST, by=author, title="Of the first")
    other = PostFactory(author=author)
    with pytest.raises(Invalid):
        keep(other, FIRST._replace(turn=2), by=author, title="Of the second")
    assert kept(db) == ["Of the first"]


def test_who_goes_on_takes_it_over_and_an_open_window_begins_its_own(db, post, author):
    first = keep(post, FIRST._replace(turn=9), by=author, title="On the train")
    there = keep(post, SECOND._replace(continued=first.id), by=author, title="At home")
    assert there.id == first.id and kept(db) == ["At home"]
    keep(post, FIRST._replace(turn=10), by=author, title="Still on the train")
    assert kept(db) == ["At home", "Still on the train"]


def test_nobody_goes_on_with_the_work_of_another(db, post, author):
    mine = keep(post, FIRST, by=author, title="Mine")
    editor = UserFactory(role="editor")
    keep(post, SECOND._replace(continued=mine.id), by=editor, title="Editor's")
    autosaving.forget(Sitting("c" * 22, continued=mine.id), by=editor)
    assert kept(db, author_id=author.id) == ["Mine"]


def test_a_save_ends_the_sitting_and_what_it_went_on_from(db, post, author):
    first = keep(post, FIRST, by=author, title="Before")
    keep(post, SECOND, by=author, title="Now")
    autosaving.forget(SECOND._replace(continued=first.id), by=author)
    assert kept(db) == []


def test_what_lies_for_a_month_goes_with_the_next_save(db, post, author):
    old, young = keep(post, FIRST, by=author, title="Old"), keep(post, SECOND, by=author, title="Young")
    others = keep(post, FIRST, by=UserFactory(role="editor"), title="Editor's")
    old.at = others.at = now() - timedelta(days=31)
    young.at = now() - timedelta(days=29)
    autosaving.forget_old(by=author)
    assert kept(db) == ["Young", "Editor's"]


def test_the_oldest_make_room(db, author):
    for number in range(MOST_KEPT + 2):
        keep_new(f"Text {number}", Sitting(f"{number:022}", 1), by=author)
    titles = kept(db)
    assert len(titles) == MOST_KEPT
    assert titles[0] == "Text 2" and titles[-1] == f"Text {MOST_KEPT + 1}"


def test_it_goes_with_its_post(db, post, author):
    keep(post, FIRST, by=author, title="Mine")
    trashing.trash(post, by=author)
    db.session.expire_all()
    trashing.delete(post, by=UserFactory(role="owner"))
    db.session.expire_all()
    assert kept(db) == []


def standing(db, post):
    """All that anybody but the author could see of a post."""
    db.session.expire_all()
    tables = (Post, Revision, Schedule, Event)
    rows = [
        [tuple(row) for row in db.session.execute(select(*table.__table__.columns).order_by(table.id))]
        for table in tables
    ]
    return rows, revision_of(post, None).number, [user.id for user in db.session.scalars(select(User))]


@pytest.mark.parametrize("state", ["draft", "in review", "scheduled", "published"])
def test_an_autosave_changes_nothing_that_others_see(db, author, state):
    status = state if state in ("scheduled", "published") else "unpublished"
    post = PostFactory(author=author, status=PostStatus(status))
    if state == "in review":
        reviewing.submit(post, by=author)
    if state == "scheduled":
        publishing.schedule(post, now() + timedelta(days=2), by=author)
    before = standing(db, post)
    for turn in range(1, 4):
        keep(post, FIRST._replace(turn=turn), by=author, title=f"Typed {turn}", body="<p>New.</p>")
    assert standing(db, post) == before
    autosaving.forget(FIRST, by=author)
    assert standing(db, post) == before


def test_numbers_of_revisions_run_on_without_gaps(db, post, author):
    for number in range(2, 5):
        keep(post, FIRST._replace(turn=number), by=author, title=f"Typed {number}")
        autosaving.forget(FIRST, by=author)
        assert saving.save(post, Content(f"Saved {number}"), by=author, base=number - 1).number == number
