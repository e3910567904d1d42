"""visible_to(): which records a person may open in the back office."""

import pytest

from cms.models import Comment, Event, ImportRecord, Post, PostKind, Role, Setting, Tag, User
from cms.rules.permissions import visible_to
from tests.factories import CommentFactory, PostFactory, TagFactory, UserFactory


@pytest.fixture
def world(db):
    author = UserFactory(role="author")
    own = PostFactory(author=author, status="unpublished")
    CommentFactory(post=PostFactory(author=author))
    CommentFactory(post=PostFactory())
    PostFactory(kind=PostKind.PAGE, author=author)
    TagFactory()

    def seen(user, model):
        return db.session.scalars(visible_to(user, model)).all()

    return author, own, seen


def test_author_sees_own_posts_and_the_comments_under_them_but_no_pages(world):
    author, own, seen = world
    assert own in seen(author, Post)
    assert {post.author_id for post in seen(author, Post)} == {author.id}
    assert {post.kind for post in seen(author, Post)} == {PostKind.POST}
    assert {comment.post.author_id for comment in seen(author, Comment)} == {author.id}


def test_editor_sees_every_post_page_tag_and_comment_but_no_roles_nor_events(world):
    _author, _own, seen = world
    editor = UserFactory(role="editor")
    assert len(seen(editor, Post)) == 4
    assert len(seen(editor, Comment)) == 2
    assert seen(editor, Tag)
    assert seen(editor, User)
    assert seen(editor, Event) == seen(editor, Role) == seen(editor, Setting) == []


def test_moderator_sees_comments_and_nothing_else(world):
    _author, _own, seen = world
    moderator = UserFactory(role="moderator")
    assert len(seen(moderator, Comment)) == 2
    assert seen(moderator, Post) == seen(moderator, User) == seen(moderator, Tag) == []


@pytest.mark.parametrize("model", [Post, Comment, Tag, User, Role, Event])
def test_reader_visitor_and_inactive_owner_see_nothing(world, model):
    _author, _own, seen = world
    for person in (UserFactory(role="reader"), None, UserFactory(role="owner", active=False)):
        assert seen(person, model) == []


def test_a_noun_without_a_scope_shows_nothing_even_to_owners(world):
    _author, _own, seen = world
    assert seen(UserFactory(role="owner"), ImportRecord) == []
