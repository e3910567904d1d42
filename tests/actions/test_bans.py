"""Bans: by moderators, of members and of guests, and never of moderators."""

import pytest
from sqlalchemy import select

from cms.actions import commenting
from cms.actions.bans import ban_of, ban_writer, lift
from cms.actions.errors import NotPossible, Refused
from cms.models import Event
from tests.factories import CommentFactory, PostFactory, UserFactory

pytestmark = pytest.mark.usefixtures("db")


def test_a_banned_member_is_told_in_a_sentence_until_the_ban_is_lifted(db):
    moderator, reader = UserFactory(role="moderator"), UserFactory(role="reader")
    ban = ban_writer(CommentFactory(author=reader), by=moderator, reason="Insults")
    with pytest.raises(NotPossible, match="You have been banned"):
        commenting.write(PostFactory(), "Hm", by=reader)
    lift(ban, by=moderator)
    assert commenting.write(PostFactory(), "Hm", by=reader)
    verbs = db.session.scalars(select(Event.verb).where(Event.noun == "comment_ban").order_by(Event.id))
    assert verbs.all() == ["comment_ban.create", "comment_ban.lift"]


def test_a_guest_is_banned_by_a_digest_of_the_address():
    comment = CommentFactory(author=None, author_name="Gus", author_email="gus@example.org")
    ban = ban_writer(comment, by=UserFactory(role="moderator"))
    assert ban_of(None, "gus@example.org") is ban and ban_of(None, "other@example.org") is None
    assert "gus" not in (ban.email_digest or "")
    with pytest.raises(NotPossible, match="banned already"):
        ban_writer(comment, by=UserFactory(role="moderator"))


def test_authors_ban_nobody_and_nobody_bans_a_moderator_or_a_nameless_one():
    with pytest.raises(Refused):
        ban_writer(CommentFactory(), by=UserFactory(role="author"))
    for comment in (CommentFactory(author=UserFactory(role="editor")), CommentFactory(author=None)):
        with pytest.raises(NotPossible):
            ban_writer(comment, by=UserFactory(role="owner"))
