"""Two people save the same text: both versions are shown and none is lost."""

from sqlalchemy import select

from cms.admin.posts.comparison import MOST_LINES, difference
from cms.models import PostStatus, Revision
from tests.admin.assertions import person, written
from tests.factories import PostFactory


def test_a_stale_save_is_refused_with_both_texts_and_saved_on_top_when_asked(client, db):
    me = person(client, "author")
    post = PostFactory(author=me, status=PostStatus.UNPUBLISHED, body="<p>First.</p>")
    path = f"/admin/posts/edit/?id={post.id}"
    client.post(path, data=written(title="Theirs", body="<p>Their words.</p>"))
    answer = client.post(path, data=written(title="Mine", body="<p>My words.</p>", tags="kept", note="noted"))
    assert answer.status_code == 409
    for text in ("Theirs", "&lt;p&gt;Their words.", "Mine", "&lt;p&gt;My words.", "kept", "noted"):
        assert text in answer.text
    assert "<del>" in answer.text and "<ins>" in answer.text
    assert 'name="base" type="hidden" value="2"' in answer.text
    assert db.session.scalars(select(Revision.number)).all() == [1, 2]
    client.post(path, data=written(title="Mine", body="<p>My words.</p>", base="2"))
    assert db.session.scalars(select(Revision.title).order_by(Revision.number)).all()[1:] == [
        "Theirs",
        "Mine",
    ]


def test_difference_tells_word_by_word_and_keeps_every_character():
    pieces = difference("the tide\nturns at six", "the tide\nturns at seven")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "the tide\n"),
        ("same", "turns at "),
        ("gone", "six"),
        ("new", "seven"),
    ]


def test_difference_of_long_texts_is_by_line_and_of_longer_ones_left_out():
    old, new = "word " * 2000, "other " * 2000
    assert [piece.kind for piece in difference(old, new)] == ["gone", "new"]
    assert difference("a\n" * MOST_LINES, "b\n" * MOST_LINES) is None
