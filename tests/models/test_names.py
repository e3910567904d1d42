"""How people and things are called on a page."""

from cms.models import Comment, Event, User, folded
from tests.factories import CommentFactory, UserFactory


def test_a_person_without_a_name_is_called_by_the_handle():
    assert User(name="", handle="ines").display_name == "ines"
    assert str(User(name="Inés", handle="ines")) == "Inés"


def test_a_comment_shows_the_members_present_name_or_the_guests(db):
    comment = CommentFactory(author=UserFactory(name="Before"))
    comment.author.name = "After"
    assert comment.display_name == "After"
    assert Comment(author=None, author_name="A guest").display_name == "A guest"


def test_an_event_reads_as_what_happened():
    assert str(Event(verb="post.publish", record_id=7)) == "post.publish #7"


def test_names_fold_alike_in_any_script():
    assert folded("Straße") == folded("STRASSE")
    assert folded("ЛЁД") == folded("лёд")
    assert folded("ﬁne") == folded("FINE")
