"""The overview: what waits for whom."""

import pytest

from cms.models import CommentStatus, PostStatus
from tests.admin.assertions import person
from tests.factories import CommentFactory, PostFactory

PILES = ("Held comments", "In review", "Your drafts", "Scheduled", "What happened last")


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("owner", PILES),
        ("editor", PILES[:-1]),
        ("author", ("Held comments", "Your drafts", "Scheduled")),
        ("contributor", ("Your drafts",)),
        ("moderator", ("Held comments",)),
    ],
)
def test_each_role_sees_what_waits_for_it(client, db, role, shown):
    PostFactory()
    person(client, role)
    page = client.get("/admin/").text
    assert tuple(pile for pile in PILES if f">{pile}" in page) == shown


def test_what_waits_is_named_and_leads_to_its_place(client, db):
    me = person(client, "author")
    draft = PostFactory(author=me, status=PostStatus.UNPUBLISHED, title="Half written")
    CommentFactory(post=PostFactory(author=me), status=CommentStatus.PENDING, body="<p>What about tides?</p>")
    PostFactory(status=PostStatus.UNPUBLISHED, title="Somebody else’s")
    page = client.get("/admin/").text
    assert f"/admin/posts/edit/?id={draft.id}" in page and "Half written" in page
    assert "What about tides?" in page
    assert "Somebody else’s" not in page
