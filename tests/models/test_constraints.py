"""What must always hold is held by the database itself, whoever writes to it."""

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from cms.models import (
    Comment,
    ImportRecord,
    Post,
    PostKind,
    PostTag,
    Redirect,
    Revision,
    Schedule,
    ScheduledVerb,
    Setting,
    Tag,
    User,
    now,
    user_role,
)
from tests.factories import CommentFactory, PostFactory, TagFactory, UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def refuses(db):
    """Whether the database refuses these rows, even past the models."""

    def refused(statement):
        db.session.flush()
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(statement)

    return refused


def changed(model, record, **values):
    return model.__table__.update().where(model.__table__.c.id == record.id).values(**values)


def test_one_address_belongs_to_one_text_of_a_kind_and_language(db, refuses):
    first = PostFactory(slug="tides")
    refuses(changed(Post, PostFactory(), slug=first.slug))
    db.session.execute(changed(Post, PostFactory(kind=PostKind.PAGE), slug="tides"))
    db.session.execute(changed(Post, PostFactory(locale="de"), slug="tides"))


def test_a_post_has_an_address(refuses):
    refuses(changed(Post, PostFactory(), slug=""))


def test_what_is_published_has_a_date(refuses):
    refuses(changed(Post, PostFactory(), published_at=None))


def test_the_version_shown_is_one_that_exists(refuses):
    post = PostFactory()
    refuses(changed(Post, post, live_version=post.version + 1))


@pytest.mark.parametrize("column", ["status", "kind", "comment_policy"])
def test_a_post_holds_no_value_that_is_not_in_its_list(db, refuses, column):
    post = PostFactory()
    db.session.flush()
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.connection().exec_driver_sql(f"UPDATE post SET {column} = 'odd' WHERE id = {post.id}")  # noqa: S608


def test_an_author_with_posts_cannot_vanish(refuses):
    author = PostFactory().author
    refuses(delete(User).where(User.id == author.id))


def test_who_wrote_a_comment_may_go_and_the_comment_stays(db):
    comment = CommentFactory()
    db.session.execute(delete(User).where(User.id == comment.author_id))
    db.session.refresh(comment)
    assert comment.author is None


def test_a_deleted_post_takes_along_what_hangs_on_it(db):
    post = PostFactory(tags=("harbour",))
    CommentFactory(post=post)
    db.session.flush()
    db.session.execute(delete(Post).where(Post.id == post.id))
    for hanging in (Comment, Revision, PostTag):
        assert db.session.scalars(select(hanging).where(hanging.post_id == post.id)).all() == []


def test_a_deleted_comment_takes_along_its_answers(db):
    comment = CommentFactory()
    answer = CommentFactory(post=comment.post, parent=comment, root_id=comment.id, depth=1)
    db.session.flush()
    db.session.execute(delete(Comment).where(Comment.id == comment.id))
    assert db.session.scalar(select(Comment.id).where(Comment.id == answer.id)) is None


def test_revisions_are_numbered_once(refuses):
    post = PostFactory()
    refuses(insert(Revision).values(post_id=post.id, number=1, title="x", slug="x", created_at=now()))


def test_a_tag_is_one_however_it_is_capitalised(db):
    TagFactory(name="Straße")
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(Tag(name="STRASSE", slug="other"))
        db.session.flush()


def test_an_email_address_is_stored_in_lower_case(refuses):
    refuses(changed(User, UserFactory(), email="Upper@example.com"))


@pytest.mark.parametrize("column", ["email", "handle", "fs_uniquifier"])
def test_no_two_people_share(refuses, column):
    first = UserFactory()
    refuses(changed(User, UserFactory(), **{column: getattr(first, column)}))


def test_nobody_is_without_a_handle(refuses):
    refuses(changed(User, UserFactory(), handle=""))


def test_nobody_has_a_role_twice(refuses):
    reader = UserFactory(role="reader")
    refuses(insert(user_role).values(user_id=reader.id, role_id=role_named("reader").id))


@pytest.mark.parametrize("values", [{}, {"target": "/x", "post_id": True}, {"path": "old", "target": "/x"}])
def test_a_redirect_leads_from_the_root_to_exactly_one_place(refuses, values):
    given = {"path": "/old", "created_at": now(), **values}
    if given.get("post_id"):
        given["post_id"] = PostFactory().id
    refuses(insert(Redirect).values(**given))


def test_a_post_is_scheduled_once_for_each_verb(db, refuses):
    post = PostFactory(status="scheduled")
    row = {"post_id": post.id, "version": 1, "at": now(), "created_at": now()}
    refuses(insert(Schedule).values(verb=ScheduledVerb.PUBLISH, **row))


def test_a_foreign_record_is_imported_once(db, refuses):
    row = {"source": "https://old.example", "noun": "post", "key": "7", "record_id": 1}
    db.session.execute(insert(ImportRecord).values(**row))
    refuses(insert(ImportRecord).values(**row))


def test_a_setting_stands_once(db, refuses):
    db.session.add(Setting(name="site_name", value="One"))
    refuses(insert(Setting).values(name="site_name", value="Two", updated_at=now()))
